/* Verifies a report: example REPORT REGISTRY [OPTIONS]
 *
 * Prints the answer. Exits with 0 if the report verifies, 1 if it does not, 2 if another file is wrong. */
#include "assay.h"
#include "tests/c/files.h"

int main(int argc, char **argv) {
    if (argc < 3 || argc > 4) {
        fprintf(stderr, "usage: %s REPORT REGISTRY [OPTIONS]\n", argv[0]);
        return ASSAY_USAGE;
    }
    struct file report = read_file(argv[1]), registry = read_file(argv[2]), options = {NULL, 0};
    if (argc == 4) options = read_file(argv[3]);

    char *answer = NULL;
    int32_t status = assay_verify(report.bytes, report.len, registry.bytes, registry.len, options.bytes,
                                  options.len, &answer);
    if (answer) puts(answer);
    assay_free(answer);

    free(report.bytes);
    free(registry.bytes);
    free(options.bytes);
    return status;
}

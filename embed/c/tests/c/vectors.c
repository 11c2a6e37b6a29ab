/* Runs every case of a directory that `cargo run -p assay-json --example cases -- DIR` wrote: vectors DIR */
#include <string.h>

#include "assay.h"
#include "files.h"

static struct file input(const char *dir, const char *id, const char *name) {
    char path[4096];
    int length = snprintf(path, sizeof path, "%s/%s/%s.json", dir, id, name);
    if (length < 0 || (size_t)length >= sizeof path) exit(2);
    return read_file(path);
}

/* What is wrong with the caller's own inputs has another status. */
static int32_t status_of(const char *code) {
    static const char *const own[] = {"registry-malformed", "registry-invalid", "options-malformed", "no-clock"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (!strcmp(code, own[i])) return ASSAY_USAGE;
    return ASSAY_INVALID;
}

static int run(const char *dir, const char *id, const char *result, const char *code) {
    struct file report = input(dir, id, "report"), registry = input(dir, id, "registry"),
                options = input(dir, id, "options");
    char *answer = NULL, expected[256];
    int32_t status = assay_verify(report.bytes, report.len, registry.bytes, registry.len, options.bytes,
                                  options.len, &answer);
    int valid = !strcmp(result, "valid");
    if (valid)
        snprintf(expected, sizeof expected, "{\"statement\":{");
    else
        snprintf(expected, sizeof expected, "{\"error\":{\"code\":\"%s\",", code);
    const char *end = valid ? ",\"valid\":true}" : ",\"valid\":false}";
    size_t length = answer ? strlen(answer) : 0;
    int good = status == (valid ? ASSAY_VALID : status_of(code)) && length >= strlen(end) &&
               !strncmp(answer, expected, strlen(expected)) && !strcmp(answer + length - strlen(end), end);
    if (!good) fprintf(stderr, "case %s: expected %s %s, found status %d: %.400s\n", id, result, code, status, answer);
    assay_free(answer);
    free(report.bytes);
    free(registry.bytes);
    free(options.bytes);
    return good;
}

int main(int argc, char **argv) {
    char path[4096], id[32], result[32], code[128];
    int cases = 0, valid = 0, wrong = 0;
    if (argc != 2 || (size_t)snprintf(path, sizeof path, "%s/cases.txt", argv[1]) >= sizeof path) return 2;
    FILE *list = fopen(path, "r");
    if (!list) {
        perror(path);
        return 2;
    }
    while (fscanf(list, "%31s %31s %127s", id, result, code) == 3) {
        cases++;
        valid += !strcmp(result, "valid");
        wrong += !run(argv[1], id, result, code);
    }
    fclose(list);
    printf("%d cases, %d of them valid: %d wrong\n", cases, valid, wrong);
    return wrong || cases < 150 || valid == 0;
}

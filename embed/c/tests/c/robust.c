/* What no caller should do, and many threads: robust DIR, with DIR as for vectors.c */
#include <pthread.h>
#include <string.h>

#include "assay.h"
#include "files.h"

static struct file report, registry, call;

#define CHECK(condition)                                                            \
    do {                                                                            \
        if (!(condition)) {                                                         \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
            exit(1);                                                                \
        }                                                                           \
    } while (0)

/* Whether the answer is of this status and code. */
static int is(int32_t status, int32_t expected, char *answer, const char *code) {
    char start[128];
    snprintf(start, sizeof start, "{\"error\":{\"code\":\"%s\",", code);
    int good = status == expected && answer && !strncmp(answer, start, strlen(start));
    if (!good) fprintf(stderr, "expected %d %s, found %d %.200s\n", expected, code, status, answer ? answer : "null");
    assay_free(answer);
    return good;
}

/* The call writes `answer`: it must be over before that is read. */
#define REFUSED(call, expected, code)                  \
    do {                                               \
        char *answer = NULL;                           \
        int32_t status = (call);                       \
        CHECK(is(status, (expected), answer, (code))); \
    } while (0)

static int32_t verify_report(struct file given, char **answer) {
    return assay_verify(given.bytes, given.len, registry.bytes, registry.len, NULL, 0, answer);
}

static void pointers(void) {
    REFUSED(assay_verify(NULL, 1, registry.bytes, registry.len, NULL, 0, &answer), ASSAY_USAGE, "null-pointer");
    REFUSED(assay_verify(report.bytes, report.len, NULL, 1, NULL, 0, &answer), ASSAY_USAGE, "null-pointer");
    REFUSED(assay_verify(report.bytes, report.len, registry.bytes, registry.len, NULL, 1, &answer), ASSAY_USAGE, "null-pointer");
    REFUSED(assay_verify(report.bytes, SIZE_MAX, registry.bytes, registry.len, NULL, 0, &answer), ASSAY_USAGE, "null-pointer");
    REFUSED(assay_verify(NULL, 0, registry.bytes, registry.len, NULL, 0, &answer), ASSAY_INVALID, "malformed");
    REFUSED(assay_verify(report.bytes, report.len, NULL, 0, NULL, 0, &answer), ASSAY_USAGE, "registry-malformed");
    REFUSED(assay_verify_call(NULL, 1, &answer), ASSAY_USAGE, "null-pointer");
    REFUSED(assay_verify_call(NULL, 0, &answer), ASSAY_INVALID, "not-a-call");
    /* No answer wanted. */
    CHECK(assay_verify(report.bytes, report.len, registry.bytes, registry.len, NULL, 0, NULL) == ASSAY_VALID);
    CHECK(assay_verify(NULL, 0, registry.bytes, registry.len, NULL, 0, NULL) == ASSAY_INVALID);
    CHECK(assay_verify_call(call.bytes, call.len, NULL) == ASSAY_VALID);
    assay_free(NULL);
    CHECK(strlen(assay_version()) >= 5);
}

static void garbage(void) {
    struct file given = {malloc(10 << 20), 10 << 20};
    CHECK(given.bytes);
    uint32_t state = 1;
    for (size_t i = 0; i < given.len; i++) given.bytes[i] = (uint8_t)((state = state * 1664525 + 1013904223) >> 24);
    REFUSED(verify_report(given, &answer), ASSAY_INVALID, "malformed");
    REFUSED(assay_verify(report.bytes, report.len, given.bytes, given.len, NULL, 0, &answer), ASSAY_USAGE, "registry-malformed");
    REFUSED(assay_verify(report.bytes, report.len, registry.bytes, registry.len, given.bytes, given.len, &answer), ASSAY_USAGE, "options-malformed");
    REFUSED(assay_verify_call(given.bytes, given.len, &answer), ASSAY_INVALID, "call-length");
    memset(given.bytes, '[', given.len);
    REFUSED(verify_report(given, &answer), ASSAY_INVALID, "malformed");
    memset(given.bytes, 0, given.len);
    REFUSED(verify_report(given, &answer), ASSAY_INVALID, "malformed");
    free(given.bytes);
}

/* A report cut short at many places, each in a buffer of its own size; NUL at many places. */
static void changed(void) {
    for (size_t at = 0; at < report.len; at += 1 + report.len / 199) {
        struct file given = {malloc(at + 1), at};
        CHECK(given.bytes);
        memcpy(given.bytes, report.bytes, at);
        REFUSED(verify_report(given, &answer), ASSAY_INVALID, "malformed");
        free(given.bytes);

        uint8_t was = report.bytes[at];
        report.bytes[at] = 0;
        REFUSED(verify_report(report, &answer), ASSAY_INVALID, "malformed");
        report.bytes[at] = was;
    }
    for (size_t at = 0; at < call.len; at += 1 + call.len / 199) {
        call.bytes[at] ^= 1;
        CHECK(assay_verify_call(call.bytes, call.len, NULL) == ASSAY_INVALID);
        call.bytes[at] ^= 1;
        CHECK(assay_verify_call(call.bytes, at, NULL) == ASSAY_INVALID);
    }
    CHECK(verify_report(report, NULL) == ASSAY_VALID);
}

static void *verify_often(void *nothing) {
    for (int i = 0; i < 20; i++) {
        char *answer = NULL;
        CHECK(verify_report(report, &answer) == ASSAY_VALID);
        CHECK(answer && strstr(answer, "\"valid\":true}"));
        assay_free(answer);
    }
    return nothing;
}

static void threads(void) {
    pthread_t all[4];
    for (int i = 0; i < 4; i++) CHECK(!pthread_create(&all[i], NULL, verify_often, NULL));
    for (int i = 0; i < 4; i++) CHECK(!pthread_join(all[i], NULL));
}

static struct file of(const char *dir, const char *name) {
    char path[4096];
    if ((size_t)snprintf(path, sizeof path, "%s/%s", dir, name) >= sizeof path) exit(2);
    return read_file(path);
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    report = of(argv[1], "1001/report.json");
    registry = of(argv[1], "1001/registry.json");
    call = of(argv[1], "call.bin");
    pointers();
    garbage();
    changed();
    threads();
    free(report.bytes);
    free(registry.bytes);
    free(call.bytes);
    puts("robust");
    return 0;
}

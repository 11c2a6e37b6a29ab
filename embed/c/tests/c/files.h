/* A file in a buffer of exactly its size, so that a read beyond it is found. */
#ifndef FILES_H
#define FILES_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct file {
    uint8_t *bytes;
    size_t len;
};

static inline struct file read_file(const char *path) {
    struct file file = {NULL, 0};
    FILE *stream = fopen(path, "rb");
    long len;
    if (!stream || fseek(stream, 0, SEEK_END) || (len = ftell(stream)) < 0 || fseek(stream, 0, SEEK_SET)) {
        perror(path);
        exit(2);
    }
    file.len = (size_t)len;
    if (len > 0 && (!(file.bytes = malloc(file.len)) || fread(file.bytes, 1, file.len, stream) != file.len)) {
        perror(path);
        exit(2);
    }
    fclose(stream);
    return file;
}

#endif

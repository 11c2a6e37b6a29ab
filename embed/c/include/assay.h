/* The Assay verifier for C. Made by cbindgen from embed/c/src:
 *
 *     ASSAY_REGENERATE=1 cargo test -p assay-c --test header
 */

#ifndef ASSAY_H
#define ASSAY_H

#include <stddef.h>
#include <stdint.h>

/*
 It verifies.
 */
#define ASSAY_VALID 0

/*
 It does not verify.
 */
#define ASSAY_INVALID 1

/*
 The caller's own registry, options or pointers are wrong: there is no verdict.
 */
#define ASSAY_USAGE 2

/*
 A fault of this library: there is no verdict.
 */
#define ASSAY_INTERNAL 3

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/*
 Verifies a report against your own registry and options.

 `report`, `registry` and `options` are JSON, not terminated; they are read during the call only, and never written. A null pointer
 with the length 0 is empty; no options are all of the defaults. A report of more than 32 MiB, a registry of more than 16 MiB,
 and options of more than 2 MiB and 64 KiB are refused unread.

 Returns ASSAY_VALID if, and only if, the report verifies; ASSAY_INVALID, ASSAY_USAGE or ASSAY_INTERNAL if not.

 If `answer` is not null, `*answer` is set to a JSON text, terminated by NUL (null with ASSAY_INTERNAL only): `{"statement":{...},"valid":true}` or
 `{"error":{"code":"...","message":"..."},"valid":false}`. It is yours: give it to assay_free.

 May be called from any number of threads at once. As in any Rust code, the process ends if memory runs out.

 # Safety
 `report`, `registry` and `options` must each be null with a length of 0, or point to as many readable bytes as their length says;
 `answer` must be null or point to a `char *` that can be written.
 */
int32_t assay_verify(const uint8_t *report,
                     size_t report_len,
                     const uint8_t *registry,
                     size_t registry_len,
                     const uint8_t *options,
                     size_t options_len,
                     char **answer);

/*
 Verifies a call: one proof and what it is about, as bytes (docs/spec.md). A valid call proves that its commitments
 open to quantities that satisfy its program. Compare the commitments and digests in it with those that you know: no
 document and no signature is looked at.

 As assay_verify otherwise. The answer to a valid call is `{"valid":true}`.

 # Safety
 As assay_verify, for `call` and `answer`.
 */
int32_t assay_verify_call(const uint8_t *call,
                          size_t call_len,
                          char **answer);

/*
 Frees an answer. Null is left alone.

 # Safety
 `answer` must be null, or an answer of this library that was not freed before.
 */
void assay_free(char *answer);

/*
 The version of this library, such as `0.1.0`. Not to be freed.
 */
const char *assay_version(void);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* ASSAY_H */

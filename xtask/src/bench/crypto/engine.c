/* Signatures and digests a second of OpenSSL, with its GOST engine where a name is of GOST: one line a figure, by this thread's own
 * processor time. `engine SECONDS`, under an OPENSSL_CONF that loads the engine. */
#include <openssl/conf.h>
#include <openssl/engine.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void need(int good, const char *what) {
    if (good) return;
    fprintf(stderr, "%s failed\n", what);
    exit(1);
}

static EVP_PKEY *key(const char *type, const char *option, const char *value) {
    EVP_PKEY *made = NULL;
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
    if (!ctx || EVP_PKEY_keygen_init(ctx) <= 0) {
        /* an engine's algorithm */
        EVP_PKEY_CTX_free(ctx);
        const EVP_PKEY_ASN1_METHOD *method = EVP_PKEY_asn1_find_str(NULL, type, -1);
        int id = NID_undef;
        need(method != NULL, type);
        EVP_PKEY_asn1_get0_info(&id, NULL, NULL, NULL, NULL, method);
        ctx = EVP_PKEY_CTX_new_id(id, NULL);
        need(ctx && EVP_PKEY_keygen_init(ctx) > 0, type);
    }
    need(EVP_PKEY_CTX_ctrl_str(ctx, option, value) > 0, option);
    need(EVP_PKEY_keygen(ctx, &made) > 0, "keygen");
    EVP_PKEY_CTX_free(ctx);
    return made;
}

static void pair(const char *name, EVP_PKEY *key, size_t digest_length, int sign_too, double seconds) {
    unsigned char digest[64], signature[1024];
    size_t length = sizeof signature;
    memset(digest, 7, sizeof digest);
    EVP_PKEY_CTX *sign = EVP_PKEY_CTX_new(key, NULL), *verify = EVP_PKEY_CTX_new(key, NULL);
    need(sign && EVP_PKEY_sign_init(sign) > 0 && verify && EVP_PKEY_verify_init(verify) > 0, "init");
    if (EVP_PKEY_base_id(key) == EVP_PKEY_RSA) {
        need(EVP_PKEY_CTX_set_rsa_padding(sign, RSA_PKCS1_PADDING) > 0 && EVP_PKEY_CTX_set_signature_md(sign, EVP_sha256()) > 0, "padding");
        need(EVP_PKEY_CTX_set_rsa_padding(verify, RSA_PKCS1_PADDING) > 0 && EVP_PKEY_CTX_set_signature_md(verify, EVP_sha256()) > 0, "padding");
    }
    double begun = now();
    long count = 0;
    while (now() - begun < (sign_too ? seconds : 0.001) || !count) {
        for (int i = 0; i < 16; i++, count++) {
            length = sizeof signature;
            digest[0] = (unsigned char)count;
            need(EVP_PKEY_sign(sign, signature, &length, digest, digest_length) > 0, "sign");
        }
    }
    if (sign_too) printf("%s sign, /s\t%f\n", name, count / (now() - begun));
    begun = now();
    for (count = 0; now() - begun < seconds;)
        for (int i = 0; i < 16; i++, count++) need(EVP_PKEY_verify(verify, signature, length, digest, digest_length) > 0, "verify");
    printf("%s verify, /s\t%f\n", name, count / (now() - begun));
    EVP_PKEY_CTX_free(sign);
    EVP_PKEY_CTX_free(verify);
    EVP_PKEY_free(key);
}

static void hash(const char *name, const char *type, double seconds) {
    enum { MIB = 1 << 20 };
    unsigned char *data = calloc(1, MIB), out[EVP_MAX_MD_SIZE];
    const EVP_MD *md = EVP_get_digestbyname(type);
    need(data && md, type);
    double begun = now();
    long count = 0;
    for (; now() - begun < seconds; count++) need(EVP_Digest(data, MIB, out, NULL, md, NULL), "digest");
    printf("%s, MB/s\t%f\n", name, count * (double)MIB / 1e6 / (now() - begun));
    free(data);
}

int main(int argc, char **argv) {
    double seconds = argc > 1 ? atof(argv[1]) : 1;
    OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CONFIG | OPENSSL_INIT_ENGINE_ALL_BUILTIN, NULL);
    pair("GOST-256 CryptoPro-A", key("gost2012_256", "paramset", "A"), 32, 1, seconds);
    pair("GOST-256 TC26-A", key("gost2012_256", "paramset", "TCA"), 32, 1, seconds);
    pair("GOST-512 TC26-A", key("gost2012_512", "paramset", "A"), 64, 1, seconds);
    pair("GOST-512 TC26-C", key("gost2012_512", "paramset", "C"), 64, 1, seconds);
    pair("ECDSA P-256", key("EC", "ec_paramgen_curve", "P-256"), 32, 1, seconds);
    pair("RSA-3072", key("RSA", "rsa_keygen_bits", "3072"), 32, 0, seconds);
    hash("Streebog-256", "md_gost12_256", seconds);
    hash("Streebog-512", "md_gost12_512", seconds);
    hash("SHA-256", "SHA256", seconds);
    return 0;
}

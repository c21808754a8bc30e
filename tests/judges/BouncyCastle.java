// Bouncy Castle as a judge of what crates/signature/examples/interop made, and as a maker of what that program judges.
//
//   java -cp PATH BouncyCastle FOLDER...
//
// For each folder, a line an object: folder, object, verdict. `ok` means that the object stands and that its changed copy does not.

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

public final class BouncyCastle {
    private static final Date NOW = Date.from(java.time.Instant.parse("2026-11-22T12:00:00Z"));
    private static final char[] PASSWORD = "Пароль для PFX".toCharArray();

    private final Path folder;

    private BouncyCastle(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] folders) {
        Security.addProvider(new BouncyCastleProvider());
        for (String name : folders) {
            BouncyCastle judge = new BouncyCastle(Path.of(name));
            judge.say("chain", judge::chain);
            judge.say("lists", judge::lists);
            judge.say("cms", judge::cms);
            judge.say("answers", judge::answers);
            judge.say("container", judge::container);
            judge.say("certificate", judge::makeCertificate);
            judge.say("signed", judge::makeSignature);
        }
    }

    private interface Act {
        boolean run() throws Exception;
    }

    private void say(String object, Act act) {
        String verdict;
        try {
            verdict = act.run() ? "ok" : "refused";
        } catch (RuntimeException error) {
            verdict = "crash " + error.getClass().getSimpleName();
        } catch (Exception error) {
            // Its own words for the same come wrapped.
            Throwable cause = error;
            while (cause.getCause() != null) cause = cause.getCause();
            boolean crash = cause instanceof RuntimeException;
            verdict = (crash ? "crash " : "refused ") + cause.getClass().getSimpleName() + " " + cause.getMessage();
        }
        System.out.println(folder.getFileName() + " " + object + " " + verdict.replace('\n', ' '));
    }

    private byte[] read(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    private X509Certificate certificate(String name) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509", "BC").generateCertificate(new ByteArrayInputStream(read(name)));
    }

    private PrivateKey key() throws Exception {
        try (PEMParser parser = new PEMParser(new StringReader(new String(read("key.pem"), StandardCharsets.US_ASCII)))) {
            return new JcaPEMKeyConverter().setProvider("BC").getPrivateKey((PrivateKeyInfo) parser.readObject());
        }
    }

    private void validate(List<String> lists) throws Exception {
        CertPath path = CertificateFactory.getInstance("X.509", "BC").generateCertPath(List.of(certificate("signer.pem"), certificate("below.pem")));
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(certificate("root.pem"), null)));
        parameters.setDate(NOW);
        parameters.setRevocationEnabled(!lists.isEmpty());
        List<X509CRL> crls = new ArrayList<>();
        for (String name : lists) {
            crls.add((X509CRL) CertificateFactory.getInstance("X.509", "BC").generateCRL(new ByteArrayInputStream(read(name))));
        }
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(crls), "BC"));
        CertPathValidator.getInstance("PKIX", "BC").validate(path, parameters);
    }

    private boolean chain() throws Exception {
        validate(List.of());
        return true;
    }

    /** The empty list lets the path pass, and the revoking one does not. */
    private boolean lists() throws Exception {
        validate(List.of("empty.crl", "root.crl"));
        try {
            validate(List.of("revoking.crl", "root.crl"));
        } catch (java.security.cert.CertPathValidatorException refused) {
            return refused.getMessage().contains("revo") || String.valueOf(refused.getCause()).contains("revo");
        }
        return false;
    }

    private static boolean stands(byte[] content, byte[] signature) throws Exception {
        CMSSignedData data = new CMSSignedData(new CMSProcessableByteArray(content), signature);
        int stand = 0;
        for (SignerInformation signer : data.getSignerInfos()) {
            @SuppressWarnings("unchecked")
            X509CertificateHolder holder = (X509CertificateHolder) data.getCertificates().getMatches(signer.getSID()).iterator().next();
            try {
                if (!signer.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(holder))) return false;
            } catch (org.bouncycastle.cms.CMSSignerDigestMismatchException another) {
                return false;
            }
            stand++;
        }
        return stand > 0;
    }

    private boolean cms() throws Exception {
        byte[] content = read("content"), signature = read("ours.p7s");
        if (!stands(content, signature)) return false;
        content[content.length / 2] ^= 1;
        signature[signature.length - 1] ^= 1;
        return !stands(content, read("ours.p7s")) && !stands(read("content"), signature);
    }

    private BasicOCSPResp answer(String name) throws Exception {
        return (BasicOCSPResp) new OCSPResp(read(name)).getResponseObject();
    }

    private boolean answers() throws Exception {
        X509Certificate responder = certificate("responder.pem");
        var verifier = new JcaContentVerifierProviderBuilder().setProvider("BC").build(responder.getPublicKey());
        BasicOCSPResp good = answer("good.ocsp"), revoked = answer("revoked.ocsp");
        return good.isSignatureValid(verifier) && revoked.isSignatureValid(verifier)
                && good.getResponses()[0].getCertStatus() == CertificateStatus.GOOD
                && revoked.getResponses()[0].getCertStatus() instanceof RevokedStatus
                && good.getResponses()[0].getCertID().getSerialNumber().equals(certificate("signer.pem").getSerialNumber());
    }

    private boolean container() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12", "BC");
        store.load(new ByteArrayInputStream(read("ours.p12")), PASSWORD);
        String alias = store.aliases().nextElement();
        return store.getCertificateChain(alias).length == 3 && store.getKey(alias, null).equals(key());
    }

    private String scheme() throws Exception {
        String key = certificate("signer.pem").getPublicKey().getAlgorithm();
        int bits = folder.getFileName().toString().endsWith("512") ? 512 : 256;
        switch (key) {
            case "RSA": return "SHA256withRSA";
            case "EC": case "ECDSA": return folder.endsWith("P384") ? "SHA384withECDSA" : "SHA256withECDSA";
            default: return "GOST3411-2012-" + bits + "WITHECGOST3410-2012-" + bits;
        }
    }

    private ContentSigner signer() throws Exception {
        return new JcaContentSignerBuilder(scheme()).setProvider("BC").build(key());
    }

    private boolean makeCertificate() throws Exception {
        X500Name name = new X500Name("CN=Bouncy Castle");
        var builder = new JcaX509v3CertificateBuilder(name, java.math.BigInteger.ONE, NOW, NOW, name, certificate("signer.pem").getPublicKey());
        Files.write(folder.resolve("bouncycastle.cer"), builder.build(signer()).getEncoded());
        return true;
    }

    /** A detached CAdES-BES with the signer's certificate inside. */
    private boolean makeSignature() throws Exception {
        X509Certificate certificate = certificate("signer.pem");
        AlgorithmIdentifier digest = new DefaultDigestAlgorithmIdentifierFinder().find(signer().getAlgorithmIdentifier());
        byte[] hash = MessageDigest.getInstance(digest.getAlgorithm().getId(), "BC").digest(certificate.getEncoded());
        Attribute names = new Attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2, new DERSet(new SigningCertificateV2(new ESSCertIDv2(digest, hash))));
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(names);
        // what is signed after the moment of judgement is refused
        attributes.add(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(NOW))));
        var builder = new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().setProvider("BC").build());
        builder.setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)));
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(builder.build(signer(), certificate));
        generator.addCertificates(new JcaCertStore(List.of(certificate)));
        Files.write(folder.resolve("bouncycastle.p7s"), generator.generate(new CMSProcessableByteArray(read("content")), false).getEncoded());
        return true;
    }
}

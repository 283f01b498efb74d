package dev.quantmask.testing;

import io.smallrye.jwt.build.Jwt;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** An identity provider's tokens, signed here. */
public final class Tokens {
  public static final String ISSUER = "https://identity.example";

  private static final String PRIVATE = "test.token.private-key";
  private static final String PUBLIC = "test.token.public-key";

  private Tokens() {}

  /** For as long as that from now; a negative one has expired. */
  public static String lasting(Duration time, String issuer) throws GeneralSecurityException {
    return signed(privateKey(), time, issuer);
  }

  /** By somebody else. */
  public static String forged() throws GeneralSecurityException {
    return signed(newPair().getPrivate(), Duration.ofMinutes(5), ISSUER);
  }

  private static String signed(PrivateKey key, Duration time, String issuer) {
    Instant now = Instant.now();
    return Jwt.subject("tester")
        .upn("tester")
        .issuer(issuer)
        .issuedAt(now.minusSeconds(3600))
        .expiresAt(now.plus(time))
        .sign(key);
  }

  static synchronized String publicKey() {
    // A test and its profile are in different class loaders, and share the properties only.
    if (System.getProperty(PUBLIC) == null) {
      KeyPair pair = newPair();
      System.setProperty(PRIVATE, base64(pair.getPrivate().getEncoded()));
      System.setProperty(PUBLIC, base64(pair.getPublic().getEncoded()));
    }
    return System.getProperty(PUBLIC);
  }

  private static PrivateKey privateKey() throws GeneralSecurityException {
    byte[] bytes = Base64.getDecoder().decode(System.getProperty(PRIVATE));
    return java.security.KeyFactory.getInstance("RSA")
        .generatePrivate(new PKCS8EncodedKeySpec(bytes));
  }

  private static KeyPair newPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}

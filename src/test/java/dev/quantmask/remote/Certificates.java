package dev.quantmask.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An authority, and the certificates that it signs, made by the JDK's keytool. */
final class Certificates {
  static final String PASSWORD = "for tests only";
  private static final String AUTHORITY = "authority";

  private final Path file;

  /**
   * @param folder where the keys are
   */
  Certificates(Path folder) throws IOException, InterruptedException {
    file = folder.resolve("keys.p12");
    make(AUTHORITY, "-dname", "CN=The authority of a test", "-ext", "bc:c");
  }

  /**
   * Makes a certificate.
   *
   * @param host whose it is
   * @param start as keytool's {@code -startdate}: it is valid for two days from then on
   */
  void sign(String name, String host, String start) throws IOException, InterruptedException {
    make(
        name,
        "-signer",
        AUTHORITY,
        "-dname",
        "CN=" + host,
        "-ext",
        "san=dns:" + host,
        "-startdate",
        start,
        "-validity",
        "2");
  }

  private void make(String name, String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-alias", name));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", file.toString()));
    command.addAll(List.of(options));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool has failed: " + said);
    }
  }

  /** Returns what a server of that certificate needs. */
  SSLContext server(String name) throws IOException, GeneralSecurityException {
    KeyStore one = empty();
    KeyStore all = load();
    one.setKeyEntry(
        name, all.getKey(name, PASSWORD.toCharArray()), new char[0], all.getCertificateChain(name));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(one, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** Writes a key store with the certificate of the authority, for clients. */
  Path trustStore(Path place) throws IOException, GeneralSecurityException {
    KeyStore trusted = empty();
    trusted.setCertificateEntry(AUTHORITY, load().getCertificate(AUTHORITY));
    try (OutputStream out = Files.newOutputStream(place)) {
      trusted.store(out, PASSWORD.toCharArray());
    }
    return place;
  }

  private KeyStore load() throws IOException, GeneralSecurityException {
    KeyStore all = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      all.load(in, PASSWORD.toCharArray());
    }
    return all;
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}

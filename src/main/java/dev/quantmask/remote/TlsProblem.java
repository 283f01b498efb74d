package dev.quantmask.remote;

import com.google.errorprone.annotations.FormatMethod;
import dev.quantmask.text.Visible;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Says why a server is not trusted, and what to do. What the JDK throws first names no reason; one
 * of its causes does.
 */
final class TlsProblem {
  private static final String TRUST_STORE = "-Djavax.net.ssl.trustStore=FILE";

  // There are no types for these two.
  private static final Pattern HOST = Pattern.compile("No (subject alternative|name matching)");
  private static final String NO_TRUST = "No X509TrustManager";

  private TlsProblem() {}

  /** Returns nothing where the connection broke, or never was: that may pass. */
  static Optional<String> of(Throwable error) {
    String problem = null;
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      problem = ofCause(cause).orElse(problem); // the innermost knows best
    }
    return Optional.ofNullable(problem);
  }

  private static Optional<String> ofCause(Throwable cause) {
    String said = cause.getMessage(); // of certificates: names of hosts and times, no address
    if (cause instanceof CertificateExpiredException) {
      return distrust(
          "its certificate has expired (%s): the server needs a new one, unless the clock of this"
              + " machine is wrong",
          said);
    }
    if (cause instanceof CertificateNotYetValidException) {
      return distrust(
          "its certificate is not valid yet (%s): check the clock of this machine", said);
    }
    if (cause instanceof CertPathBuilderException) {
      return distrust(
          "nobody whom this machine trusts has signed its certificate: %s names a key store with"
              + " the certificates of those whom it is to trust",
          TRUST_STORE);
    }
    if (cause instanceof CertificateException && HOST.matcher(String.valueOf(said)).lookingAt()) {
      return distrust(
          "its certificate is for another host (%s): the address needs a name that is in it", said);
    }
    if (cause instanceof CertificateException && !String.valueOf(said).startsWith(NO_TRUST)
        || cause instanceof CertPathValidatorException) {
      return distrust("its certificate is refused (%s)", said);
    }
    if (cause instanceof GeneralSecurityException) {
      return distrust("the key store of %s cannot be used (%s)", TRUST_STORE, said);
    }
    if (cause instanceof SSLHandshakeException && cause.getCause() == null) {
      return distrust("client and server do not agree on TLS (%s)", said);
    }
    if (cause instanceof SSLException
        && String.valueOf(said).contains("unrecognized SSL message")) {
      return distrust("it does not speak TLS: check the port of the address");
    }
    return Optional.empty();
  }

  @FormatMethod
  private static Optional<String> distrust(String format, Object... arguments) {
    return Optional.of("cannot be trusted: " + Visible.format(format, arguments));
  }
}

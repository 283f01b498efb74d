package dev.quantmask.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.testing.Grpc;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;

/** gRPC's own client asks for HTTP/2 by ALPN, and takes nothing else. */
@QuarkusTest
@TestProfile(Profiles.WithTls.class)
class GrpcTlsIT {
  @TestHTTPResource(value = "/", tls = true)
  URL secure;

  @Test
  void callsComeOverTls() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Profiles.WithTls.KEY_STORE)) {
      keys.load(in, Profiles.WithTls.PASSWORD.toCharArray());
    }
    X509Certificate certificate = (X509Certificate) keys.getCertificate(Profiles.WithTls.ALIAS);
    NettyChannelBuilder channel =
        NettyChannelBuilder.forAddress("localhost", secure.getPort())
            .sslContext(GrpcSslContexts.forClient().trustManager(certificate).build());
    try (Grpc grpc = new Grpc(channel)) {
      assertThat(grpc.call(Grpc.INFER, Grpc.file(TestImages.png()).build()).getOutputsCount())
          .isEqualTo(4);
    }
  }
}

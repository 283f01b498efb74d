package dev.quantmask.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quantmask.testing.Grpc;
import dev.quantmask.testing.Profiles;
import dev.quantmask.testing.TestImages;
import dev.quantmask.testing.Tokens;
import inference.ModelInferRequest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tokens of an identity provider, in the metadata of calls. */
@QuarkusTest
@TestProfile(Profiles.WithTokens.class)
class GrpcTokensIT {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  @Test
  void aTokenOpensACallAndAWrongOneDoesNot() throws Exception {
    try (Grpc grpc = new Grpc()) {
      ModelInferRequest request = Grpc.file(TestImages.png()).build();
      String token = "Bearer " + Tokens.lasting(FIVE_MINUTES, Tokens.ISSUER);
      assertThat(grpc.call(Grpc.INFER, request, "authorization", token).getOutputsCount())
          .isEqualTo(4);
      for (String wrong :
          List.of(
              Tokens.lasting(FIVE_MINUTES.negated(), Tokens.ISSUER),
              Tokens.lasting(FIVE_MINUTES, "https://elsewhere.example"),
              Tokens.forged())) {
        assertThatThrownBy(() -> grpc.call(Grpc.INFER, request, "authorization", "Bearer " + wrong))
            .hasMessageStartingWith("UNAUTHENTICATED: the key or token is not valid here");
      }
      assertThatThrownBy(() -> grpc.call(Grpc.INFER, request))
          .hasMessageStartingWith("UNAUTHENTICATED: missing or invalid credentials");
    }
  }
}

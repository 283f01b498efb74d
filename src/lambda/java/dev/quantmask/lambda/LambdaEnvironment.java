package dev.quantmask.lambda;

import dev.quantmask.server.config.EnvironmentVariable;
import dev.quantmask.server.config.ServerEnvironment;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Adds this package's variables to those that the environment may have. */
@Dependent
final class LambdaEnvironment {
  private static final List<EnvironmentVariable> VARIABLES =
      EnvironmentVariable.of("quantmask.lambda", LambdaConfiguration.class);

  @Produces
  @Singleton
  ServerEnvironment.Further variables() {
    return new ServerEnvironment.Further(VARIABLES);
  }
}

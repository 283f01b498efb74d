package dev.quantmask.server.security;

import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.request.Endpoint;
import dev.quantmask.server.request.RequestEnd;
import dev.quantmask.server.request.RequestPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Context;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Asks for a key or a token, when any are configured. Quarkus' own permissions come after the body
 * handler, and who may not come in shall not send 32 MB first; hence this filter, which calls the
 * same mechanisms.
 */
@Singleton
final class AuthenticationFilter {
  static final String CHALLENGE = "Bearer realm=\"quantmask\"";

  private static final Logger LOG = Logger.getLogger(AuthenticationFilter.class);

  private final HttpAuthenticator authenticator;
  private final boolean closed;

  AuthenticationFilter(HttpAuthenticator authenticator, AccessPolicy policy) {
    this.authenticator = authenticator;
    this.closed = policy.isRestricted();
  }

  /**
   * Returns the client: the name of the key, or of the token's holder; empty when everybody may.
   */
  static Optional<String> client(RoutingContext context) {
    return context.user() instanceof QuarkusHttpUser user
        ? Optional.of(user.getSecurityIdentity().getPrincipal().getName())
        : Optional.empty();
  }

  void install(@Observes @Priority(RequestPipeline.AUTHENTICATION) Router router) {
    if (closed) {
      router.route().order(RequestPipeline.BEFORE_THE_BODY).handler(this::check);
    }
  }

  private void check(RoutingContext context) {
    // A client without a key is not told which paths exist.
    if (Endpoint.at(context.request().path()).filter(Endpoint::open).isPresent()) {
      context.next();
      return;
    }
    Context here = context.vertx().getOrCreateContext();
    authenticator
        .attemptAuthentication(context)
        .emitOn(command -> here.runOnContext(ignored -> command.run()))
        .subscribe()
        .with(
            identity -> unlessOver(context, () -> letIn(context, identity)),
            failure -> unlessOver(context, () -> refuse(context, failure)));
  }

  private static void unlessOver(RoutingContext context, Runnable decision) {
    if (!RequestEnd.hasCome(context)) {
      decision.run();
    }
  }

  private static void letIn(RoutingContext context, SecurityIdentity identity) {
    if (identity == null || identity.isAnonymous()) {
      refuse(
          context,
          "missing or invalid credentials; send an API key in X-API-Key or a bearer token in Authorization");
      return;
    }
    QuarkusHttpUser.setIdentity(identity, context);
    context.next();
  }

  private static void refuse(RoutingContext context, Throwable failure) {
    if (failure instanceof AuthenticationFailedException) {
      refuse(context, "the key or token is not valid here, or not any more");
      return;
    }
    LOG.error("Tokens cannot be checked", failure);
    context.fail(new ProblemException(503, "tokens cannot be checked now; retry later"));
  }

  private static void refuse(RoutingContext context, String detail) {
    context.response().putHeader(HttpHeaderNames.WWW_AUTHENTICATE, CHALLENGE);
    context.fail(new ProblemException(401, detail));
  }
}

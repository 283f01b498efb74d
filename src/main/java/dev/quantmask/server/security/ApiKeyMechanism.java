package dev.quantmask.server.security;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes {@code X-API-Key} or {@code Authorization: Bearer} for a key. What is no key in the latter
 * may be a token, which is for the next mechanism to say.
 */
@Singleton
public final class ApiKeyMechanism implements HttpAuthenticationMechanism {
  private static final String HEADER = "X-API-Key";
  private static final String BEARER = "Bearer ";
  private static final int BEFORE_TOKENS = 2 * DEFAULT_PRIORITY;

  // RFC 6750. Quarkus' mechanism for tokens throws where a part before or behind a dot is expected.
  private static final Pattern TOKEN = Pattern.compile("[\\w~+/-][\\w~+/.-]*=*");

  private final ApiKeys keys;

  ApiKeyMechanism(ApiKeys keys) {
    this.keys = keys;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identities) {
    String key = context.request().getHeader(HEADER);
    if (key != null) {
      return keys.owner(key)
          .map(ApiKeyMechanism::identity)
          .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException()));
    }
    Optional<String> bearer = bearer(context.request().getHeader(HttpHeaders.AUTHORIZATION));
    return bearer
        .flatMap(keys::owner)
        .map(ApiKeyMechanism::identity)
        .orElseGet(
            () ->
                bearer.isEmpty() || TOKEN.matcher(bearer.get()).matches()
                    ? Uni.createFrom().nullItem()
                    : Uni.createFrom().failure(new AuthenticationFailedException()));
  }

  /**
   * @param authorization the header, or null
   */
  public static Optional<String> bearer(String authorization) {
    return Optional.ofNullable(authorization)
        .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(header -> header.substring(BEARER.length()).strip());
  }

  private static Uni<SecurityIdentity> identity(String owner) {
    return Uni.createFrom()
        .item(QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(owner)).build());
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom()
        .item(
            new ChallengeData(
                401, HttpHeaderNames.WWW_AUTHENTICATE, AuthenticationFilter.CHALLENGE));
  }

  @Override
  public int getPriority() {
    return BEFORE_TOKENS;
  }
}

package dev.quantmask.remote;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Makes the client of S3. The first to ask for it waits for the SDK to be loaded; others never do.
 */
final class S3Clients {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private S3Clients() {}

  static S3Client of(RemoteSettings settings) {
    boolean isElsewhere = settings.s3().endpoint().isPresent();
    var builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .socketTimeout(settings.readTimeout()))
            .region(settings.s3().region().map(Region::of).orElseGet(S3Clients::region))
            .crossRegionAccessEnabled(!isElsewhere)
            .forcePathStyle(settings.s3().pathStyle().orElse(isElsewhere))
            // Transfer tries again, for HTTPS in the same way.
            .overrideConfiguration(client -> client.retryStrategy(AwsRetryStrategy.doNotRetry()))
            // Some checksums need a library in C; Transfer checks lengths, versions and the hash.
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    settings.s3().endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  /** As the environment or the profile says; asking the machine itself takes long elsewhere. */
  private static Region region() {
    try {
      return new AwsRegionProviderChain(
              new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
          .getRegion();
    } catch (SdkClientException e) {
      return Region.US_EAST_1;
    }
  }
}

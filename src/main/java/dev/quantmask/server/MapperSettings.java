package dev.quantmask.server;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.jackson.JsonFormat;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** Says how JSON is read. */
@Singleton
public final class MapperSettings implements ObjectMapperCustomizer {
  // Of what is read as a tree, where each takes a hundred times the bytes that it was sent in.
  private static final long MOST_TOKENS = 500_000;

  @Override
  public void customize(ObjectMapper mapper) {
    mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    mapper.registerModule(JsonFormat.getCloudEventJacksonModule());
    // An image is one long text; the limit of the body is its limit.
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxStringLength(Integer.MAX_VALUE)
                .maxTokenCount(MOST_TOKENS)
                .build());
  }
}

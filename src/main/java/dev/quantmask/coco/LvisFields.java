package dev.quantmask.coco;

import dev.quantmask.coco.json.JsonSource;
import java.io.IOException;
import java.util.stream.LongStream;

/** Reads the fields that LVIS' files have besides COCO's, or passes them by. */
final class LvisFields {
  static final String NEGATIVE = "neg_category_ids";
  static final String NOT_EXHAUSTIVE = "not_exhaustive_category_ids";
  static final String FREQUENCY = "frequency";

  private final JsonSource source;
  private final boolean wanted;

  LvisFields(JsonSource source, boolean wanted) {
    this.source = source;
    this.wanted = wanted;
  }

  long[] categoryIds() throws IOException {
    if (isSkipped()) {
      return null;
    }
    LongStream.Builder ids = LongStream.builder();
    source.beginArray("an array of ids of categories");
    while (source.nextElement()) {
      ids.add(source.anyId());
    }
    return ids.build().toArray();
  }

  Frequency frequency() throws IOException {
    if (isSkipped()) {
      return null;
    }
    String text = source.text();
    for (Frequency frequency : Frequency.values()) {
      if (frequency.key().equals(text)) {
        return frequency;
      }
    }
    throw source.wrong("r, c or f", text);
  }

  boolean ignored() throws IOException {
    return !isSkipped() && source.flag();
  }

  private boolean isSkipped() throws IOException {
    if (wanted) {
      return source.skipNull();
    }
    source.skip();
    return true;
  }
}

package dev.quantmask.dataset.format.via;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.quantmask.dataset.reader.RecordFile;
import dev.quantmask.io.Json;
import dev.quantmask.io.TemporaryFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps regions on disk until those of an image, which may stand anywhere, are together. */
final class RegionStore implements Closeable {
  private final RecordFile records;
  private final Map<String, List<RecordFile.Place>> images = new LinkedHashMap<>();

  RegionStore() throws IOException {
    this.records = new RecordFile(TemporaryFile.create(".regions"));
  }

  /** Adds an image, which may have no region. */
  void add(String image) {
    images.computeIfAbsent(image, key -> new ArrayList<>());
  }

  void add(String image, JsonNode region) throws IOException {
    add(image);
    images.get(image).add(records.add(Json.bytes(region)));
  }

  /** The images in the order in which they were added first. */
  Set<String> images() {
    return images.keySet();
  }

  /** The regions of an image, when all have been added. */
  ArrayNode regions(String image) throws IOException {
    ArrayNode regions = JsonNodeFactory.instance.arrayNode();
    for (RecordFile.Place place : images.getOrDefault(image, List.of())) {
      regions.add(Json.tree(records.read(place)));
    }
    return regions;
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}

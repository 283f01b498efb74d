package dev.quantmask.dataset.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.quantmask.io.Json;
import dev.quantmask.io.MaybeGzipInput;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names of the fields at the top of a JSON file, and of those one level below; it tells formats
 * apart.
 *
 * @param isList whether the file is an array, whose first element is described
 * @param fields with the fields of their values: their own where it is an object, those of the
 *     first element where it is an array
 */
public record JsonOutline(boolean isList, Map<String, Set<String>> fields) {
  private static final int MOST_FIELDS = 1000; // VIA has one an image

  /** Empty for what is no JSON, or no object and no array. */
  static Optional<JsonOutline> read(Path file) throws IOException {
    Map<String, Set<String>> fields = new LinkedHashMap<>();
    boolean isList = false;
    try (JsonParser json = Json.parser(MaybeGzipInput.open(file))) {
      JsonToken first = json.nextToken();
      isList = first == JsonToken.START_ARRAY;
      first = isList ? json.nextToken() : first;
      if (first != JsonToken.START_OBJECT) {
        return isList ? Optional.of(new JsonOutline(true, Map.of())) : Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME && fields.size() < MOST_FIELDS) {
        String field = json.currentName();
        fields.put(field, below(json));
      }
    } catch (JsonProcessingException | CharConversionException e) {
      // What came before tells as much as there is; the reader of the format says what is wrong.
    }
    boolean nothing = fields.isEmpty() && !isList;
    return nothing ? Optional.empty() : Optional.of(new JsonOutline(isList, fields));
  }

  /** Reads a value to its end, and returns its fields, or those of its first element. */
  private static Set<String> below(JsonParser json) throws IOException {
    JsonToken token = json.nextToken();
    if (token != JsonToken.START_ARRAY) {
      return token == JsonToken.START_OBJECT ? names(json) : Set.of();
    }
    Set<String> names = null;
    while ((token = json.nextToken()) != JsonToken.END_ARRAY && token != null) {
      if (names == null) {
        names = token == JsonToken.START_OBJECT ? names(json) : Set.of();
      }
      json.skipChildren();
    }
    return names == null ? Set.of() : names;
  }

  /** Reads an object to its end. */
  private static Set<String> names(JsonParser json) throws IOException {
    Set<String> names = new HashSet<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      if (names.size() < MOST_FIELDS) {
        names.add(json.currentName());
      }
      json.nextToken();
      json.skipChildren();
    }
    return names;
  }

  /** Returns whether it is one object, and not a list, with all of these fields. */
  public boolean isObjectWith(String... names) {
    return !isList && has(names);
  }

  /** Returns whether the object, or the first of the list, has all of these fields. */
  public boolean has(String... names) {
    return fields.keySet().containsAll(Arrays.asList(names));
  }

  /** Returns whether a field's value, or the first of its list, has all of these fields. */
  public boolean hasBelow(String field, String... names) {
    return fields.getOrDefault(field, Set.of()).containsAll(List.of(names));
  }

  /** Returns whether the value of any field has all of these fields. */
  public boolean hasBelowAny(String... names) {
    return fields.values().stream().anyMatch(below -> below.containsAll(List.of(names)));
  }
}

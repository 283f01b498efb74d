package dev.quantmask.dataset.format;

import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.dataset.reader.XmlFile;
import dev.quantmask.io.ExistingFile;
import dev.quantmask.io.UnicodeInput;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What formats look at to recognise an input: names of files, and the beginning of a few. */
public final class InputSample {
  /** The first file may be broken, or be about something else. */
  private static final int LOOKED_AT = 3;

  private static final int LONGEST_HEAD = 4096;

  private final InputFiles files;
  private final Map<String, Optional<JsonOutline>> outlines = new HashMap<>();

  InputSample(InputFiles files) {
    this.files = files;
  }

  /** Returns the names of all files, relative to the input, sorted. */
  public List<String> names() {
    return files.names();
  }

  public boolean hasFile(Predicate<String> name) {
    return names().stream().anyMatch(name);
  }

  /** Returns whether one of the first JSON files looks so. */
  public boolean hasJson(Predicate<JsonOutline> wanted) throws IOException {
    return hasJson(name -> true, wanted);
  }

  /** Returns whether one of the first JSON files of such names looks so. */
  public boolean hasJson(Predicate<String> name, Predicate<JsonOutline> wanted) throws IOException {
    for (String file : first(InputFiles.withSuffix(".json").and(name))) {
      Optional<JsonOutline> outline = outlines.get(file);
      if (outline == null) {
        outline = JsonOutline.read(files.path(file));
        outlines.put(file, outline);
      }
      if (outline.filter(wanted).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether one of the first XML files has such an outermost element. */
  public boolean hasXml(String root) throws IOException {
    for (String file : first(InputFiles.withSuffix(".xml"))) {
      String[] found = {null};
      try (XmlFile xml = XmlFile.open(files.path(file))) {
        found[0] = xml.rootName();
      } catch (XmlFile.MalformedException e) {
        continue;
      }
      if (root.equals(found[0])) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether one of the first files of such names begins with such a text. */
  public boolean hasText(Predicate<String> name, Predicate<String> wanted) throws IOException {
    for (String file : first(name)) {
      if (wanted.test(head(file))) {
        return true;
      }
    }
    return false;
  }

  private String head(String file) throws IOException {
    try (InputStream stream = UnicodeInput.utf8(ExistingFile.open(files.path(file)))) {
      return new String(stream.readNBytes(LONGEST_HEAD), StandardCharsets.UTF_8);
    } catch (CharConversionException e) {
      return ""; // no text
    }
  }

  private List<String> first(Predicate<String> name) {
    return names().stream()
        .filter(file -> files.isFile() || name.test(file))
        .limit(LOOKED_AT)
        .toList();
  }
}

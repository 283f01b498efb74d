package dev.quantmask.dataset.format.masks;

import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.io.ExistingFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files that say which value or colour of a mask is which class. */
enum ClassLists {
  /** Roboflow's, of values. */
  VALUES(
      "_classes.csv",
      "(?i)\\s*pixel value\\s*,\\s*class\\s*",
      "\\s*(?<value>\\d+)\\s*,(?<name>.*)"),
  /** CamVid's, of colours, as it is most often passed on. */
  COLOURS(
      "class_dict.csv",
      "(?i)\\s*name\\s*,\\s*r\\s*,\\s*g\\s*,\\s*b\\s*",
      "(?<name>.*?)\\s*,\\s*(?<r>\\d+)\\s*,\\s*(?<g>\\d+)\\s*,\\s*(?<b>\\d+)\\s*"),
  /** CamVid's own, and CVAT's. */
  CAMVID("label_colors.txt", null, "\\s*(?<r>\\d+)\\s+(?<g>\\d+)\\s+(?<b>\\d+)\\s+(?<name>.*)"),
  /** Names, whose values are their places. */
  NAMES("classes.txt", null, null);

  private final String file;
  private final String header; // null: there is none
  private final Pattern line; // null: a name

  ClassLists(String file, String header, String line) {
    this.file = file;
    this.header = header;
    this.line = line == null ? null : Pattern.compile(line);
  }

  static boolean isList(String name) {
    return of(name).isPresent();
  }

  private static Optional<ClassLists> of(String name) {
    String bare = name.substring(name.lastIndexOf('/') + 1);
    return List.of(values()).stream().filter(list -> list.file.equals(bare)).findFirst();
  }

  /** Returns whether nothing but masks has a file that begins so. */
  static boolean isRecognised(String head) {
    String first = head.lines().findFirst().orElse("");
    return first.matches(VALUES.header)
        || first.matches(COLOURS.header)
        || CAMVID.line.matcher(first).matches();
  }

  /** Reads the best list of a data set, if it has one. */
  static Optional<MaskClasses> read(InputFiles files) throws IOException {
    for (ClassLists list : values()) {
      for (String name : files.names()) {
        if (of(name).filter(own -> own == list).isPresent()) {
          return Optional.of(list.read(name, ExistingFile.lines(files.path(name))));
        }
      }
    }
    return Optional.empty();
  }

  private MaskClasses read(String name, List<String> lines) throws IOException {
    if (line == null) {
      return MaskClasses.numbered(lines);
    }
    MaskClasses classes = new MaskClasses();
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i);
      boolean isHeader = i == 0 && header != null && text.matches(header);
      if (text.isBlank() || isHeader) {
        continue;
      }
      Matcher entry = line.matcher(text);
      if (!entry.matches()) {
        throw new IOException(
            Text.format(
                "%s: line %d: expected %s, found '%s'", name, i + 1, expected(), text.strip()));
      }
      String label = entry.group("name").strip();
      if (this == VALUES) {
        classes.addValue(channel(entry.group("value"), 65_535, name), label);
      } else {
        int red = channel(entry.group("r"), 255, name);
        int green = channel(entry.group("g"), 255, name);
        classes.addColour(red << 16 | green << 8 | channel(entry.group("b"), 255, name), label);
      }
    }
    return classes;
  }

  private String expected() {
    return switch (this) {
      case VALUES -> "a pixel's value, class";
      case COLOURS -> "name,r,g,b";
      default -> "red green blue name";
    };
  }

  private static int channel(String digits, int most, String file) throws IOException {
    if (digits.length() < 7 && Integer.parseInt(digits) <= most) {
      return Integer.parseInt(digits);
    }
    throw new IOException(
        Text.format("%s: expected values of at most %d, found %s", file, most, digits));
  }
}

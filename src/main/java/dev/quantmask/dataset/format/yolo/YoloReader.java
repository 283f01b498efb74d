package dev.quantmask.dataset.format.yolo;

import dev.quantmask.dataset.findings.Finding;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.reader.AnnotatedImage;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.dataset.reader.LabelledShape;
import dev.quantmask.io.ExistingFile;
import dev.quantmask.io.UnicodeInput;
import dev.quantmask.text.Text;
import java.io.BufferedReader;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Reads the images of a part, and their labels; an image without a label file has none. */
final class YoloReader implements AnnotationReader {
  private final InputFiles files;
  private final YoloClasses classes;
  private final Set<String> labels = new HashSet<>();
  private final TreeMap<String, List<String>> images =
      new TreeMap<>(); // the candidate names of each, by the first

  YoloReader(InputFiles files, YoloClasses classes) {
    this.files = files;
    this.classes = classes;
    Set<String> labelled = new HashSet<>();
    for (String name : files.names()) {
      if (YoloLayout.isImage(name)) {
        images.put(name, List.of(name));
        labelled.add(YoloLayout.label(name));
      } else if (InputFiles.withSuffix(".txt").test(name) && !YoloLayout.isClassList(name)) {
        labels.add(name);
      }
    }
    for (String label : labels) {
      if (!labelled.contains(label)) {
        List<String> candidates = YoloLayout.images(label);
        images.put(candidates.get(0), candidates);
      }
    }
  }

  @Override
  public long images() {
    return images.size();
  }

  @Override
  public List<String> classes() {
    return classes.inOrder();
  }

  @Override
  public void read(ImageHandler handler, Findings findings) throws IOException {
    for (var image : images.entrySet()) {
      String label = YoloLayout.label(image.getKey());
      try {
        List<LabelledShape> shapes = labels.contains(label) ? rows(label, findings) : List.of();
        String source = labels.contains(label) ? label : image.getKey();
        handler.accept(new AnnotatedImage(source, image.getValue(), 0, 0, shapes));
      } catch (CharConversionException e) {
        findings.brokenFile(label, e.getMessage());
      }
    }
  }

  private List<LabelledShape> rows(String label, Findings findings) throws IOException {
    List<LabelledShape> shapes = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                UnicodeInput.utf8(ExistingFile.open(files.path(label))), StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String place = Text.format("line %d", ++number);
        if (!line.isBlank()) {
          add(label, place, line, shapes, findings);
        }
      }
    }
    return shapes;
  }

  private void add(
      String file, String place, String line, List<LabelledShape> shapes, Findings findings)
      throws IOException {
    try {
      YoloRow row = YoloRow.parse(line);
      String name = classes.name(row.number());
      shapes.add(new LabelledShape(place, name, null, row.shape()));
      if (row.isBox()) {
        String message = "expected a polygon, found a box, which is taken for it";
        findings.add(new Finding(FindingKind.BOX_FOR_MASK, file, place, name, message));
      }
    } catch (InvalidAnnotationException defect) {
      findings.add(file, place, null, defect);
    }
  }
}

package dev.quantmask.dataset.format.mot;

import dev.quantmask.dataset.findings.Finding;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.reader.AnnotatedImage;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.dataset.reader.LabelledShape;
import dev.quantmask.io.ExistingFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the boxes of each video. Its frames are as many as {@code seqinfo.ini} says, or else those
 * that have a row.
 */
final class MotReader implements AnnotationReader {
  private final InputFiles files;
  private final MotClasses classes;

  MotReader(InputFiles files, List<String> given) throws IOException {
    this.files = files;
    List<Path> lists = new ArrayList<>();
    files.names().forEach(name -> lists.add(files.path(name).resolveSibling("labels.txt")));
    lists.add(files.path("classes.txt"));
    this.classes = MotClasses.of(lists, given);
  }

  @Override
  public List<String> classes() {
    return classes.stated() ? classes.names() : List.of();
  }

  @Override
  public void read(ImageHandler handler, Findings findings) throws IOException {
    for (String name : files.names()) {
      try {
        MotSequence sequence = MotSequence.of(name, files.path(name));
        read(name, sequence, handler, findings);
      } catch (InvalidAnnotationException e) {
        findings.brokenFile(name, e.getMessage());
      }
    }
  }

  private void read(String name, MotSequence sequence, ImageHandler handler, Findings findings)
      throws IOException {
    Map<Integer, List<LabelledShape>> frames = new TreeMap<>();
    for (int frame = 1; frame <= sequence.frames(); frame++) {
      frames.put(frame, new ArrayList<>());
    }
    readRows(name, sequence, frames, findings);
    for (Map.Entry<Integer, List<LabelledShape>> frame : frames.entrySet()) {
      int number = frame.getKey();
      handler.accept(
          AnnotatedImage.ofVideo(
              Text.format("%s, frame %d", name, number),
              sequence.places(number),
              sequence.width(),
              sequence.height(),
              number - 1,
              frame.getValue()));
    }
  }

  private void readRows(
      String file,
      MotSequence sequence,
      Map<Integer, List<LabelledShape>> frames,
      Findings findings)
      throws IOException {
    Set<List<Integer>> seen = new HashSet<>();
    int number = 0;
    for (String line : ExistingFile.lines(files.path(file))) {
      String place = Text.format("line %d", ++number);
      if (line.isBlank()) {
        continue;
      }
      try {
        MotRow row = MotRow.parse(line);
        check(row, sequence, seen);
        List<LabelledShape> shapes =
            frames.computeIfAbsent(row.frame(), frame -> new ArrayList<>());
        if (row.counts()) {
          String label = classes.name(row.number());
          shapes.add(new LabelledShape(place, label, null, row.box()));
          String message = "expected a mask, found none: its box is taken for it";
          findings.add(new Finding(FindingKind.BOX_FOR_MASK, file, place, label, message));
        }
      } catch (InvalidAnnotationException defect) {
        findings.add(file, place, null, defect);
      }
    }
  }

  private static void check(MotRow row, MotSequence sequence, Set<List<Integer>> seen)
      throws InvalidAnnotationException {
    if (sequence.frames() > 0 && row.frame() > sequence.frames()) {
      throw InvalidAnnotationException.malformed(
          "column 1",
          Text.format("one of the %d frames of seqinfo.ini", sequence.frames()),
          row.frame());
    }
    if (!seen.add(List.of(row.frame(), row.id()))) {
      throw new InvalidAnnotationException(
          FindingKind.REPEATED_ID,
          Text.format(
              "expected an id once in a frame, found id %d again in frame %d",
              row.id(), row.frame()));
    }
  }
}

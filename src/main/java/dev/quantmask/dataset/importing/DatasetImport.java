package dev.quantmask.dataset.importing;

import static java.util.stream.Collectors.joining;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.CocoWriter;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.FindingsReport;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.ImageFolder;
import dev.quantmask.io.TemporaryFile;
import dev.quantmask.io.UnfinishedFiles;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Annotated frames to COCO, in bounded memory: frames are read and made ready one by one, wait on
 * disk until the last one is known, and are written in the order of their images' names.
 *
 * <p>The same input gives the same bytes, whatever the order of the file system.
 */
public final class DatasetImport {
  private final ImportRequest request;
  private final Progress progress;
  private final Findings findings;
  private final ClassList classes;
  private final DatasetFindings whole = new DatasetFindings();

  /** Hears of each frame that was read. */
  @FunctionalInterface
  public interface Progress {
    /**
     * A frame was read.
     *
     * @param read frames until now
     * @param total of them, or -1 when only reading tells
     */
    void frames(long read, long total);
  }

  private DatasetImport(ImportRequest request, Progress progress, Findings findings) {
    this.request = request;
    this.progress = progress;
    this.findings = findings;
    this.classes = new ClassList(request.classes());
  }

  /**
   * Imports a data set.
   *
   * @throws IOException if the input as a whole cannot be read, or the output not be written
   */
  public static ImportResult run(ImportRequest request, Progress progress) throws IOException {
    Map<String, String> about = new LinkedHashMap<>();
    about.put("format", request.format().name().toLowerCase(Locale.ROOT));
    about.put("in", request.inputs().stream().map(Path::toString).collect(joining(", ")));
    try (FindingsReport report = FindingsReport.of(request.report(), about)) {
      Findings findings = new Findings(report::add);
      ImportResult result = new DatasetImport(request, progress, findings).run();
      report.complete(result.counts(), result::writeFiles);
      return result;
    }
  }

  private ImportResult run() throws IOException {
    try (PreparedFrameStore store =
        new PreparedFrameStore(TemporaryFile.beside(request.out(), "frames"))) {
      List<ImportPart> parts = ImportPart.of(request);
      if (parts.size() > 1 && request.split().isPresent()) {
        throw new IllegalArgumentException("split: expected one input, found " + parts.size());
      }
      for (int i = 0; i < parts.size(); i++) {
        read(parts.get(i), i, store);
      }
      List<PreparedFrameStore.Entry> frames = store.entries();
      List<String> names = classes.resolve(store.labels());
      List<ImportResult.WrittenFile> files = new ArrayList<>();
      if (findings.count(FindingKind.Severity.ERROR) == 0 || request.skipBroken()) {
        requireFrames(frames);
        whole.find(names, findings);
        write(store, parts(parts, frames), names, files);
      }
      return new ImportResult(files, names, findings.counts(), findings.first());
    }
  }

  private void read(ImportPart part, int position, PreparedFrameStore store) throws IOException {
    AnnotationReader reader = request.format().reader(part.files(), request);
    FrameConverter converter =
        new FrameConverter(new ImageMatcher(imageFolder(part), findings), classes, findings);
    long[] read = {0};
    reader.read(
        frame -> {
          Optional<PreparedFrame> prepared = converter.prepare(frame);
          if (prepared.isPresent()) {
            whole.count(prepared.get());
            store.add(position, prepared.get());
          }
          progress.frames(++read[0], reader.frames());
        },
        findings);
    classes.add(reader.classes(), part.name(), findings);
  }

  private ImageFolder imageFolder(ImportPart part) throws IOException {
    return request.withImages() ? new ImageFolder(request.images().orElse(part.images())) : null;
  }

  private void requireFrames(List<PreparedFrameStore.Entry> frames) throws IOException {
    if (!frames.isEmpty()) {
      return;
    }
    String why =
        Stream.of(FindingKind.Severity.ERROR, FindingKind.Severity.WARNING)
            .flatMap(severity -> findings.first(severity).stream())
            .findFirst()
            .map(first -> "; " + first)
            .orElse("");
    throw new IOException(
        Text.format(
            "%s: expected at least one image that can be used, found none%s",
            request.inputs().get(0), why));
  }

  private void write(
      PreparedFrameStore store,
      Map<Path, List<PreparedFrameStore.Entry>> parts,
      List<String> names,
      List<ImportResult.WrittenFile> files)
      throws IOException {
    List<CocoWriter> writers = new ArrayList<>();
    try {
      for (Map.Entry<Path, List<PreparedFrameStore.Entry>> part : parts.entrySet()) {
        CocoWriter writer = CocoWriter.to(part.getKey());
        writers.add(writer);
        long objects = write(store, part.getValue(), names, writer);
        files.add(new ImportResult.WrittenFile(part.getKey(), part.getValue().size(), objects));
      }
      UnfinishedFiles.whole( // the end of the process leaves all parts or none
          () -> {
            for (CocoWriter writer : writers) {
              writer.complete();
            }
            return writers;
          });
    } finally {
      for (CocoWriter writer : writers) {
        writer.close();
      }
    }
  }

  /** The frames of each file. */
  private Map<Path, List<PreparedFrameStore.Entry>> parts(
      List<ImportPart> inputs, List<PreparedFrameStore.Entry> frames) {
    Map<Path, List<PreparedFrameStore.Entry>> parts = new LinkedHashMap<>();
    if (inputs.size() > 1) {
      for (int i = 0; i < inputs.size(); i++) {
        int part = i;
        parts.put(
            request.output(inputs.get(i).name()),
            frames.stream().filter(frame -> frame.part() == part).toList());
      }
      return parts;
    }
    request
        .split()
        .ifPresentOrElse(
            split ->
                split
                    .cut(frames, PreparedFrameStore.Entry::fileName)
                    .forEach((part, own) -> parts.put(request.output(part), own)),
            () -> parts.put(request.out(), frames));
    return parts;
  }

  /**
   * Numbers begin at 1 in every file.
   *
   * @return how many objects it has
   */
  private static long write(
      PreparedFrameStore store,
      List<PreparedFrameStore.Entry> frames,
      List<String> names,
      CocoWriter writer)
      throws IOException {
    long annotation = 0;
    for (int i = 0; i < frames.size(); i++) {
      PreparedFrameStore.Entry frame = frames.get(i);
      writer.image(new CocoImage(i + 1, frame.fileName(), frame.width(), frame.height()));
    }
    Map<String, Integer> numbers = new HashMap<>();
    for (String name : names) {
      numbers.put(name, numbers.size() + 1);
      writer.category(new CocoCategory(numbers.get(name), name));
    }
    for (int i = 0; i < frames.size(); i++) {
      for (PreparedObject object : store.objects(frames.get(i))) {
        writer.annotation(
            new CocoAnnotation(
                ++annotation,
                i + 1,
                numbers.get(object.label()),
                object.segmentation(),
                object.area(),
                object.box(),
                object.crowd()));
      }
    }
    return annotation;
  }
}

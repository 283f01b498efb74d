package dev.quantmask.dataset.importing;

import static java.util.stream.Collectors.joining;

import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.FindingsReport;
import dev.quantmask.dataset.format.ImageAnnotations;
import dev.quantmask.dataset.format.WriterOptions;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.ImageFolder;
import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.dataset.reader.ZipFolders;
import dev.quantmask.io.TemporaryFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Annotations of one format to another one, in bounded memory: images are read and made ready one
 * by one, wait on disk until the last one is known, and are written in the order of their names.
 *
 * <p>The same input gives the same bytes, whatever the order of the file system.
 */
public final class DatasetImport {
  private final ImportRequest request;
  private final ImportParts parts;
  private final ZipFolders zips;
  private final Progress progress;
  private final Findings findings;
  private final ClassList classes;
  private final DatasetFindings whole = new DatasetFindings();

  /** Hears of each image that was read. */
  @FunctionalInterface
  public interface Progress {
    /**
     * An image was read.
     *
     * @param read images until now
     * @param total of them, or -1 when only reading tells
     */
    void images(long read, long total);
  }

  private DatasetImport(
      ImportRequest request,
      ImportParts parts,
      ZipFolders zips,
      Progress progress,
      Findings findings) {
    this.request = request;
    this.parts = parts;
    this.zips = zips;
    this.progress = progress;
    this.findings = findings;
    this.classes = new ClassList(request.classes(), request.labelOfUnlabelled());
  }

  /**
   * Imports a data set.
   *
   * @throws IOException if the input as a whole cannot be read, or the output not be written
   */
  public static ImportResult run(ImportRequest request, Progress progress) throws IOException {
    Map<String, String> about = new LinkedHashMap<>();
    request.target().check();
    try (ZipFolders zips = new ZipFolders()) {
      ImportParts parts = ImportParts.of(request, zips);
      about.put("format", parts.format().name());
      about.put(
          "in", request.source().inputs().stream().map(Path::toString).collect(joining(", ")));
      return run(request, parts, zips, progress, about);
    }
  }

  private static ImportResult run(
      ImportRequest request,
      ImportParts parts,
      ZipFolders zips,
      Progress progress,
      Map<String, String> about)
      throws IOException {
    try (FindingsReport report = FindingsReport.of(request.report(), about)) {
      Findings findings = new Findings(report::add);
      ImportResult result = new DatasetImport(request, parts, zips, progress, findings).run();
      report.complete(result.counts(), result::writeFiles);
      return result;
    }
  }

  private ImportResult run() throws IOException {
    if (parts.size() > 1 && request.split().isPresent()) {
      throw new IllegalArgumentException("split: expected one input, found " + parts.size());
    }
    try (AnnotationStore store =
        new AnnotationStore(TemporaryFile.beside(request.target().out(), "frames"))) {
      for (int part = 0; part < parts.size(); part++) {
        read(part, store);
      }
      List<AnnotationStore.Entry> images = store.entries();
      List<String> names = classes.resolve(store.labels());
      List<ImportResult.WrittenFile> files = List.of();
      if (findings.count(FindingKind.Severity.ERROR) == 0 || request.skipBroken()) {
        requireImages(images);
        whole.find(names, findings);
        files =
            AnnotationOutput.write(request.target(), store, outputs(images), writerOptions(names));
      }
      return new ImportResult(files, names, findings.counts(), findings.first());
    }
  }

  private void read(int part, AnnotationStore store) throws IOException {
    InputFiles files = parts.files(part);
    AnnotationReader reader = parts.format().reader(files, request.readerOptions());
    ShapeConverter converter =
        new ShapeConverter(new ImageMatcher(imageFolder(files), findings), classes, findings);
    long[] read = {0};
    reader.read(
        annotated -> {
          Optional<ImageAnnotations> image = converter.prepare(annotated);
          if (image.isPresent()) {
            whole.count(image.get());
            store.add(part, image.get());
          }
          progress.images(++read[0], reader.images());
        },
        findings);
    classes.add(reader.classes(), parts.name(part), findings);
  }

  private ImageFolder imageFolder(InputFiles files) throws IOException {
    if (!request.source().withImages()) {
      return null;
    }
    boolean extracting = request.source().extractImages();
    return request.source().images().isPresent()
        ? new ImageFolder(
            request.source().images().get(),
            zips.folder(request.source().images().get()),
            extracting)
        : new ImageFolder(files.given(), files.images(), extracting);
  }

  private void requireImages(List<AnnotationStore.Entry> images) throws IOException {
    if (!images.isEmpty()) {
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
            request.source().inputs().get(0), why));
  }

  private WriterOptions writerOptions(List<String> names) throws IOException {
    Optional<Path> images = Optional.empty();
    if (request.source().withImages() && request.source().images().isPresent()) {
      images = Optional.of(zips.folder(request.source().images().get()));
    }
    return new WriterOptions(names, images, request.target().copyImages(), findings);
  }

  /** The images of each file. */
  private Map<Path, List<AnnotationStore.Entry>> outputs(List<AnnotationStore.Entry> images) {
    ImportTarget target = request.target();
    Map<Path, List<AnnotationStore.Entry>> outputs = new LinkedHashMap<>();
    if (parts.size() > 1) {
      for (int i = 0; i < parts.size(); i++) {
        int part = i;
        outputs.put(
            target.output(parts.name(i)),
            images.stream().filter(image -> image.part() == part).toList());
      }
      return outputs;
    }
    request
        .split()
        .ifPresentOrElse(
            split ->
                split
                    .cut(images, AnnotationStore.Entry::fileName)
                    .forEach((part, own) -> outputs.put(target.output(part), own)),
            () -> outputs.put(target.out(), images));
    return outputs;
  }
}

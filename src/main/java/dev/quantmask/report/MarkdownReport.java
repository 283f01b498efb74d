package dev.quantmask.report;

import dev.quantmask.text.Markdown;
import dev.quantmask.text.Text;
import dev.quantmask.text.Visible;

/** A comparison as a Markdown file. */
final class MarkdownReport {
  private MarkdownReport() {}

  static String text(Comparison comparison) {
    return String.join(
        "\n",
        "# Models compared\n",
        Text.format(
            "%s with the images in %s: %d images, %d objects. Begun %s by\n",
            Markdown.code(comparison.data().annotations()),
            Markdown.code(comparison.data().images()),
            comparison.data().imageCount(),
            comparison.data().objects(),
            Markdown.plain(comparison.started())),
        Visible.line(comparison.command()).indent(4) + selection(comparison.selection()),
        "## Speed\n",
        "Milliseconds an image of network and masks, without decoding, scoring and drawing; the"
            + " models ran in turn on every image. The speed-up is the first model's median time by"
            + " the model's own, with the 95% bootstrap interval over images.\n",
        FigureTable.speed(comparison.models()).markdown(),
        "## Accuracy\n",
        "AP in points, as pycocotools computes it; changes against the first model with the 95%"
            + " bootstrap interval over images.\n",
        FigureTable.accuracy(comparison.models()).markdown(),
        "## Machine\n",
        machine(comparison.machine()));
  }

  private static String selection(Selection selection) {
    return selection == null
        ? ""
        : String.join(
            "\n",
            "\n## Choice\n",
            String.join(" ", SelectionTable.sentences(selection)) + "\n",
            "AP lost is that of boxes or masks, whichever is more, in points. Intervals of it are"
                + " known of the candidates that were measured last, beside the model that was"
                + " tuned.\n",
            SelectionTable.of(selection).markdown());
  }

  private static String machine(Comparison.Machine machine) {
    return Text.format(
        """
        | | |
        |---|---|
        | CPU | %s, %d cores, %s |
        | threads | %d an inference |
        | system | %s |
        | Java | %s |
        | Quantmask | %s |
        | DJL, libtorch | %s, %s |
        """,
        Markdown.plain(machine.cpu()),
        machine.cores(),
        Markdown.plain(machine.instructions()),
        machine.threads(),
        Markdown.plain(machine.operatingSystem()),
        Markdown.plain(machine.java()),
        Markdown.plain(machine.quantmask()),
        Markdown.plain(machine.djl()),
        Markdown.plain(machine.libtorch()));
  }
}

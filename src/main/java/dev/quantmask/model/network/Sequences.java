package dev.quantmask.model.network;

import dev.quantmask.pytorch.archive.ScriptModule;
import dev.quantmask.text.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Modules that run one after the other. Their number differs from network to network, and
 * TorchScript has no list of modules in a class: so this part of the source, and only this, is
 * generated.
 */
final class Sequences {
  static final String FILE = "sequences.py";
  private static final String ACTIVATION = "__torch__.activations.Activation";

  /** Sources by name: those of one name are alike. */
  private final Map<String, String> classes = new LinkedHashMap<>();

  /** A module that holds the elements as {@code at0}, {@code at1}, …, and its class. */
  ScriptModule sequence(String name, List<ScriptModule> elements) {
    ScriptModule module = new ScriptModule("__torch__.sequences." + name).set("training", false);
    StringBuilder source = head(name);
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < elements.size(); i++) {
      module.set("at" + i, elements.get(i));
      source.append(Text.format("  at%d : %s\n", i, elements.get(i).className()));
      body.append(Text.format("    x = self.at%d.forward(x)\n", i));
    }
    source.append(Text.format("\n  def forward(self, x: %1$s) -> %1$s:\n", ACTIVATION));
    source.append(body).append("    return x\n");
    classes.put(name, source.toString());
    return module;
  }

  /** A module that holds the elements likewise, one of which classifies regions, by its number. */
  ScriptModule boxStages(String name, List<ScriptModule> elements) {
    ScriptModule module = new ScriptModule("__torch__.sequences." + name).set("training", false);
    StringBuilder source = head(name);
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < elements.size(); i++) {
      module.set("at" + i, elements.get(i));
      source.append(Text.format("  at%d : %s\n", i, elements.get(i).className()));
      String indent = "    ";
      if (i < elements.size() - 1) {
        body.append(Text.format("    if stage == %d:\n", i));
        indent = "      ";
      }
      body.append(Text.format("%sreturn self.at%d.classify(pooled)\n", indent, i));
    }
    source.append(
        Text.format(
            "\n  def classify(self, stage: int, pooled: %s) -> Tuple[Tensor, Tensor]:\n",
            ACTIVATION));
    classes.put(name, source.append(body).toString());
    return module;
  }

  private static StringBuilder head(String name) {
    return new StringBuilder(Text.format("class %s(Module):\n", name))
        .append("  __parameters__ = []\n  __buffers__ = []\n  training : bool\n");
  }

  String source() {
    return "# Generated for this network's depth: what runs one after the other.\n\n\n"
        + String.join("\n\n", classes.values());
  }
}

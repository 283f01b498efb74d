package dev.quantmask.model.network;

import dev.quantmask.pytorch.archive.ScriptModule;
import dev.quantmask.text.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * Modules that run one after the other. Their number differs from network to network, and
 * TorchScript has no list of modules in a class: so this part of the source, and only this, is
 * generated.
 */
final class Sequences {
  static final String FILE = "sequences.py";
  private static final String ACTIVATION = "__torch__.activations.Activation";

  private final List<String> classes = new ArrayList<>();

  /** A module that holds the elements as {@code at0}, {@code at1}, …, and its class. */
  ScriptModule sequence(String name, List<ScriptModule> elements) {
    ScriptModule module = new ScriptModule("__torch__.sequences." + name).set("training", false);
    StringBuilder source = new StringBuilder();
    source.append(Text.format("class %s(Module):\n", name));
    source.append("  __parameters__ = []\n  __buffers__ = []\n  training : bool\n");
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < elements.size(); i++) {
      module.set("at" + i, elements.get(i));
      source.append(Text.format("  at%d : %s\n", i, elements.get(i).className()));
      body.append(Text.format("    x = self.at%d.forward(x)\n", i));
    }
    source.append(Text.format("\n  def forward(self, x: %1$s) -> %1$s:\n", ACTIVATION));
    source.append(body).append("    return x\n");
    classes.add(source.toString());
    return module;
  }

  String source() {
    return "# Generated for this network's depth: what runs one after the other.\n\n\n"
        + String.join("\n\n", classes);
  }
}

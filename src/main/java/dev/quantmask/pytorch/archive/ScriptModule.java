package dev.quantmask.pytorch.archive;

import dev.quantmask.text.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An object of a TorchScript class, to be written. Its state is either its attributes by name, or,
 * for a class with {@code __setstate__}, a tuple.
 *
 * <p>Values are {@link StoredTensor}, {@link ScriptModule}, {@code Long}, {@code Double} or {@code
 * Boolean}.
 */
public final class ScriptModule {
  private final String className;
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private List<Object> tuple;
  private boolean shared;

  /** className is qualified: {@code __torch__.conv.Conv}. */
  public ScriptModule(String className) {
    this.className = className;
  }

  public ScriptModule set(String name, StoredTensor value) {
    return put(name, value);
  }

  public ScriptModule set(String name, ScriptModule value) {
    return put(name, value);
  }

  public ScriptModule set(String name, long value) {
    return put(name, value);
  }

  public ScriptModule set(String name, double value) {
    return put(name, value);
  }

  public ScriptModule set(String name, boolean value) {
    return put(name, value);
  }

  /** Returns what {@code __setstate__} of the class takes. */
  public ScriptModule state(Object... values) {
    tuple = List.of(values);
    return this;
  }

  private ScriptModule put(String name, Object value) {
    if (attributes.put(name, Objects.requireNonNull(value, name)) != null) {
      throw new IllegalArgumentException(Text.format("%s.%s: set twice", className, name));
    }
    return this;
  }

  /** Two modules have this one for an attribute: it is written once. */
  public ScriptModule share() {
    shared = true;
    return this;
  }

  boolean isShared() {
    return shared;
  }

  public String className() {
    return className;
  }

  Map<String, Object> attributes() {
    return attributes;
  }

  /** Null when the attributes are the state. */
  List<Object> tuple() {
    return tuple;
  }
}

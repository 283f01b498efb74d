package dev.quantmask.server.config;

import dev.quantmask.text.EnvironmentName;
import io.smallrye.config.WithDefault;
import io.smallrye.config.common.utils.StringUtil;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A configuration key as the environment names it.
 *
 * @param name such as {@code QUANTMASK_LIMITS_MAX_BODY_SIZE}, or {@code QUANTMASK_MODELS_NAME_PATH}
 *     where {@code NAME} stands for a name that the user chooses
 * @param key such as {@code quantmask.limits.max-body-size} or {@code quantmask.models.NAME.path}
 * @param type of its value, without Optional
 * @param defaultValue null: none
 */
public record EnvironmentVariable(String name, String key, Class<?> type, String defaultValue) {
  private static final String NAME = "NAME";

  /**
   * All variables that a configuration mapping reads.
   *
   * @param prefix of the mapping
   */
  public static List<EnvironmentVariable> of(String prefix, Class<?> mapping) {
    List<EnvironmentVariable> variables = new ArrayList<>();
    addGroup(prefix, mapping, variables);
    return variables;
  }

  private static void addGroup(String prefix, Class<?> group, List<EnvironmentVariable> variables) {
    for (Method method : group.getDeclaredMethods()) {
      String key = prefix + "." + StringUtil.skewer(method.getName());
      Class<?> type = method.getReturnType();
      if (type.equals(Map.class)) {
        ParameterizedType map = (ParameterizedType) method.getGenericReturnType();
        addKey(key + "." + NAME, (Class<?>) map.getActualTypeArguments()[1], null, variables);
      } else if (type.equals(Optional.class)) {
        ParameterizedType optional = (ParameterizedType) method.getGenericReturnType();
        addKey(key, (Class<?>) optional.getActualTypeArguments()[0], null, variables);
      } else {
        WithDefault value = method.getAnnotation(WithDefault.class);
        addKey(key, type, value == null ? null : value.value(), variables);
      }
    }
  }

  private static void addKey(
      String key, Class<?> type, String defaultValue, List<EnvironmentVariable> variables) {
    if (type.isInterface() && type.getEnclosingClass() != null) {
      addGroup(key, type, variables);
    } else {
      variables.add(new EnvironmentVariable(EnvironmentName.of(key), key, type, defaultValue));
    }
  }

  /** Returns whether the user chooses a part of the name. */
  boolean isNamed() {
    return key.contains("." + NAME);
  }

  /**
   * The key that a variable of the environment sets, if it is this one. Words of a chosen name
   * become lower case and are joined by dashes: {@code GAME_SERVER} is {@code game-server}.
   *
   * @param variable {@link EnvironmentName#of}
   */
  public Optional<String> keySetBy(String variable) {
    if (!isNamed()) {
      return variable.equals(name) ? Optional.of(key) : Optional.empty();
    }
    Matcher matcher =
        Pattern.compile(name.replace("_" + NAME, "_(.*[A-Z0-9].*)")).matcher(variable);
    return matcher.matches()
        ? Optional.of(key.replace(NAME, chosen(matcher.group(1))))
        : Optional.empty();
  }

  /**
   * Returns whether a system property or a file sets this key.
   *
   * @param property its name; a chosen part with a dot in it is in quotation marks
   */
  boolean isSetBy(String property) {
    int chosen = key.indexOf(NAME);
    if (chosen < 0) {
      return property.equals(key);
    }
    String before = Pattern.quote(key.substring(0, chosen));
    String behind = Pattern.quote(key.substring(chosen + NAME.length()));
    return property.matches(before + "(\"[^\"]+\"|[^.\"]+)" + behind);
  }

  private static String chosen(String words) {
    return words.toLowerCase(Locale.ROOT).replaceAll("^_+|_+$", "").replace('_', '-');
  }
}

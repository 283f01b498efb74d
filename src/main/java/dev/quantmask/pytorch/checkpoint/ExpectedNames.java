package dev.quantmask.pytorch.checkpoint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters that a network must find in a checkpoint.
 *
 * @param parameters the names that each of them may have
 */
public record ExpectedNames(List<List<String>> parameters) {
  public ExpectedNames {
    parameters = List.copyOf(parameters);
  }

  /** Returns which parameter a name is of, by its number. */
  Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new HashMap<>();
    for (int number = 0; number < parameters.size(); number++) {
      for (String name : parameters.get(number)) {
        numbers.put(name, number);
      }
    }
    return numbers;
  }
}

package dev.quantmask.pytorch.pickle;

/** The two ways in which protocol 0 writes text. Null stands for text that is not written so. */
final class PythonText {
  private PythonText() {}

  /** Python 2's repr() of a str: quotes around it, escapes for what is not printable. */
  static String unquote(String line) {
    int last = line.length() - 1;
    if (last < 1
        || (line.charAt(0) != '\'' && line.charAt(0) != '"')
        || line.charAt(last) != line.charAt(0)) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < last; i++) {
      char character = line.charAt(i);
      if (character != '\\') {
        text.append(character);
        continue;
      }
      if (++i == last) {
        return null;
      }
      char escape = line.charAt(i);
      int named = "\\'\"nrtabfv".indexOf(escape);
      if (named >= 0) {
        text.append("\\'\"\n\r\t\u0007\b\f\u000b".charAt(named));
        continue;
      }
      if (escape != 'x' || !hexadecimal(line, i + 1, 2)) {
        return null;
      }
      text.append((char) Integer.parseInt(line.substring(i + 1, i + 3), 16));
      i += 2;
    }
    return text.toString();
  }

  /** raw-unicode-escape: Latin-1 but for a backslash, u and four digits, or U and eight. */
  static String unescapeUnicode(String line) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char escape = i + 1 < line.length() ? line.charAt(i + 1) : 0;
      if (line.charAt(i) != '\\' || (escape != 'u' && escape != 'U')) {
        text.append(line.charAt(i));
        continue;
      }
      int digits = escape == 'u' ? 4 : 8;
      if (!hexadecimal(line, i + 2, digits)) {
        return null;
      }
      long codePoint = Long.parseLong(line.substring(i + 2, i + 2 + digits), 16);
      if (codePoint > Character.MAX_CODE_POINT) {
        return null;
      }
      text.appendCodePoint((int) codePoint);
      i += 1 + digits;
    }
    return text.toString();
  }

  private static boolean hexadecimal(String line, int start, int digits) {
    return start + digits <= line.length()
        && line.substring(start, start + digits).chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }
}

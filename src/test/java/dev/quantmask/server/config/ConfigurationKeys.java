package dev.quantmask.server.config;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import io.smallrye.config.common.utils.StringUtil;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The keys of an interface with {@code @ConfigMapping} and their Javadoc, out of its source. */
final class ConfigurationKeys {
  /** The keys that an interface has, with its own Javadoc. */
  record Group(String name, String description, List<Key> keys) {}

  /**
   * @param type as it is in the source, without Optional
   */
  record Key(String name, String type, Optional<String> defaultValue, String description) {}

  private static final Pattern CODE = Pattern.compile("\\{@code ([^}]*)}");

  private final List<Group> groups = new ArrayList<>();
  private final DocTrees trees;
  private final TreePath file;
  private final ClassTree mapping;

  private ConfigurationKeys(JavacTask task) throws IOException {
    CompilationUnitTree unit = task.parse().iterator().next();
    trees = DocTrees.instance(task);
    file = new TreePath(unit);
    mapping = (ClassTree) unit.getTypeDecls().get(0);
  }

  /** By group; the interface itself is the first, if it has keys of its own. */
  static List<Group> read(Path source) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      var units = files.getJavaFileObjects(source);
      var task = (JavacTask) compiler.getTask(null, files, null, List.of(), null, units);
      ConfigurationKeys keys = new ConfigurationKeys(task);
      String prefix =
          value(keys.mapping.getModifiers().getAnnotations(), "ConfigMapping").orElseThrow();
      keys.add(prefix, keys.mapping);
      return keys.groups;
    }
  }

  private void add(String prefix, ClassTree group) {
    List<Key> own = new ArrayList<>();
    groups.add(new Group(prefix, description(group), own));
    for (Tree member : group.getMembers()) {
      if (member instanceof MethodTree method) {
        add(prefix + "." + StringUtil.skewer(method.getName().toString()), method, own);
      }
    }
    if (own.isEmpty()) {
      groups.removeIf(added -> added.keys() == own);
    }
  }

  private void add(String name, MethodTree method, List<Key> own) {
    String returned = method.getReturnType().toString();
    boolean map = returned.startsWith("Map<");
    String type = returned.replaceFirst("^(Optional<|Map<String, )(.*)>$", "$2");
    String key = map ? name + ".NAME" : name;
    Optional<ClassTree> nested = interfaceOf(type);
    if (nested.isPresent()) {
      add(key, nested.get());
      return;
    }
    own.add(
        new Key(
            key,
            type,
            value(method.getModifiers().getAnnotations(), "WithDefault"),
            description(method)));
  }

  private Optional<ClassTree> interfaceOf(String name) {
    return mapping.getMembers().stream()
        .filter(member -> member.getKind() == Tree.Kind.INTERFACE)
        .map(ClassTree.class::cast)
        .filter(member -> member.getSimpleName().contentEquals(name))
        .findFirst();
  }

  private static Optional<String> value(List<? extends AnnotationTree> annotations, String name) {
    return annotations.stream()
        .filter(annotation -> annotation.getAnnotationType().toString().equals(name))
        .flatMap(annotation -> annotation.getArguments().stream())
        .flatMap(
            argument ->
                argument instanceof AssignmentTree assignment
                    ? Stream.of(assignment.getExpression())
                    : Stream.of(argument))
        .map(LiteralTree.class::cast)
        .map(literal -> literal.getValue().toString())
        .findFirst();
  }

  /** In Markdown, on one line; empty where there is none. */
  private String description(Tree tree) {
    DocCommentTree comment =
        trees.getDocCommentTree(TreePath.getPath(file.getCompilationUnit(), tree));
    if (comment == null) {
      return "";
    }
    String text =
        comment.getFullBody().stream().map(DocTree::toString).collect(Collectors.joining());
    return CODE.matcher(text.replaceAll("\\s+", " ")).replaceAll("`$1`");
  }
}

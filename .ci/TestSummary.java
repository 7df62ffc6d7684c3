import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Sums up Surefire's and Failsafe's reports: the failures, what was skipped and why, the ten slowest tests, what tests print
 * with {@value #TOLD} before it, and as the last line how many passed, failed and were skipped. Run by the launcher as {@code java TestSummary.java ROOT EXIT_CODE_OF_MAVEN
 * [all-may-be-skipped]}; ends with 1 when a test failed, when Maven failed, or when none ran: then skipped ones do not
 * count unless the third argument says so.
 */
final class TestSummary {
  private static final String TOLD = "In the summary: ";
  private static final int SLOWEST = 10;
  private static final int LINES_OF_A_MESSAGE = 5;

  private enum Outcome {
    PASSED,
    FAILED,
    SKIPPED
  }

  private record Case(String name, double seconds, Outcome outcome, String message) {}

  public static void main(String[] arguments) throws Exception {
    List<Case> cases = new ArrayList<>();
    List<String> told = new ArrayList<>();
    for (Path report : reports(Path.of(arguments[0]))) {
      if (report.getFileName().toString().endsWith(".xml")) {
        read(report, cases);
      } else {
        Files.readString(report, StandardCharsets.ISO_8859_1).lines()
            .filter(line -> line.startsWith(TOLD))
            .forEach(line -> told.add(line.substring(TOLD.length())));
      }
    }
    List<Case> failed = cases.stream().filter(each -> each.outcome() == Outcome.FAILED).toList();
    for (Case each : failed) {
      System.out.println("\nFAILED " + each.name());
      each.message().lines().limit(LINES_OF_A_MESSAGE).forEach(line -> System.out.println("  " + line));
    }
    List<Case> skipped = cases.stream().filter(each -> each.outcome() == Outcome.SKIPPED).toList();
    printByReason(skipped);
    System.out.println("\nThe slowest tests:");
    cases.stream()
        .filter(each -> each.outcome() != Outcome.SKIPPED)
        .sorted(Comparator.comparingDouble(Case::seconds).reversed())
        .limit(SLOWEST)
        .forEach(each -> System.out.printf("%8.2f s  %s%n", each.seconds(), each.name()));
    if (!told.isEmpty()) {
      System.out.println();
      told.forEach(System.out::println);
    }
    boolean built = arguments[1].equals("0");
    if (!built) {
      System.out.println("\nThe build failed, so not every test may have run.");
    } else if (cases.isEmpty()) {
      System.out.println("\nNo test ran.");
    }
    int passed = cases.size() - failed.size() - skipped.size();
    System.out.printf("%n%d passed, %d failed, %d skipped%n", passed, failed.size(), skipped.size());
    boolean allMayBeSkipped = arguments.length > 2 && arguments[2].equals("all-may-be-skipped");
    boolean ran = passed > 0 || allMayBeSkipped && !skipped.isEmpty();
    System.exit(built && failed.isEmpty() && ran ? 0 : 1);
  }

  private static void printByReason(List<Case> skipped) {
    Map<String, List<Case>> byReason =
        skipped.stream().collect(Collectors.groupingBy(Case::message, LinkedHashMap::new, Collectors.toList()));
    byReason.forEach(
        (reason, cases) -> {
          System.out.println("\nSKIPPED: " + (reason.isEmpty() ? "no reason given" : reason));
          cases.forEach(each -> System.out.println("  " + each.name()));
        });
  }

  private static List<Path> reports(Path root) throws Exception {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module : modules.sorted().toList()) {
        for (String kind : List.of("surefire-reports", "failsafe-reports")) {
          Path reports = module.resolve("target").resolve(kind);
          if (Files.isDirectory(reports)) {
            try (Stream<Path> files = Files.list(reports)) {
              files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml|.*-output\\.txt")).forEach(found::add);
            }
          }
        }
      }
    }
    return found;
  }

  private static void read(Path report, List<Case> cases) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    DocumentBuilder parser = factory.newDocumentBuilder();
    NodeList elements = parser.parse(report.toFile()).getElementsByTagName("testcase");
    for (int i = 0; i < elements.getLength(); i++) {
      cases.add(read((Element) elements.item(i)));
    }
  }

  private static Case read(Element element) {
    String inClass = element.getAttribute("classname");
    String name = inClass.substring(inClass.lastIndexOf('.') + 1);
    // A class that was skipped as a whole is one case without a name.
    if (!element.getAttribute("name").isEmpty()) {
      name += "." + element.getAttribute("name");
    }
    String time = element.getAttribute("time").replace(",", "");
    double seconds = time.isEmpty() ? 0 : Double.parseDouble(time);
    for (String kind : List.of("failure", "error")) {
      NodeList failures = element.getElementsByTagName(kind);
      if (failures.getLength() > 0) {
        return new Case(name, seconds, Outcome.FAILED, failures.item(0).getTextContent().strip());
      }
    }
    NodeList skipped = element.getElementsByTagName("skipped");
    return skipped.getLength() > 0
        ? new Case(name, seconds, Outcome.SKIPPED, reason((Element) skipped.item(0)))
        : new Case(name, seconds, Outcome.PASSED, "");
  }

  /** A failed assumption has its message in the attribute, or only at the head of its stack trace. */
  private static String reason(Element skipped) {
    String message = skipped.getAttribute("message");
    if (!message.isEmpty()) {
      return message;
    }
    String thrown = skipped.getTextContent().strip().lines().findFirst().orElse("");
    return thrown.substring(thrown.indexOf(": ") + 1).strip();
  }
}

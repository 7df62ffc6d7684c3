package dev.strongroom.server.frontdoor.fault;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Shared libraries that are built from the C sources beside the tests. */
final class NativeLibrary {
  private NativeLibrary() {}

  /**
   * Builds one in a directory; the test is skipped where there is no C compiler.
   *
   * @param name the source's name without its ending
   */
  static Path build(String name, Path directory) throws IOException, InterruptedException {
    Path source = directory.resolve(name + ".c");
    try (InputStream code = NativeLibrary.class.getResourceAsStream("/fault/" + name + ".c")) {
      Files.copy(code, source);
    }
    Path library = directory.resolve(name + ".so");
    assumeTrue(compiles(source, library), name + " is not tried: there is no C compiler (cc) here");
    return library;
  }

  private static boolean compiles(Path source, Path target) throws InterruptedException {
    try {
      Process compiler =
          new ProcessBuilder(
                  "cc",
                  "-shared",
                  "-fPIC",
                  "-O1",
                  "-o",
                  target.toString(),
                  source.toString(),
                  "-ldl",
                  "-lpthread")
              .inheritIO()
              .start();
      return compiler.waitFor() == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }
}

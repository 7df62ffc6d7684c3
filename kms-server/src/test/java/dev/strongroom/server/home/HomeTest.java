package dev.strongroom.server.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.server.failure.StartFailure;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
  @TempDir Path directory;
  private final List<String> notes = new ArrayList<>();

  @Test
  void isMadeForItsOwnerAlone() throws Exception {
    Home home = open(directory.resolve("deep/er/home"));
    assertThat(mode(home.directory())).isEqualTo("rwx------");
    assertThat(mode(home.run())).isEqualTo("rwx------");
    assertThat(notes).isEmpty();
  }

  @Test
  void isTightenedWithANoteWhenOthersCouldLookIn() throws Exception {
    Path wide = Files.createDirectory(directory.resolve("wide"));
    Files.setPosixFilePermissions(wide, PosixFilePermissions.fromString("rwxr-x--x"));
    open(wide);
    assertThat(mode(wide)).isEqualTo("rwx------");
    assertThat(notes).singleElement().asString().contains("is now 0700");
  }

  @Test
  void isRefusedWhenItBelongsToSomebodyElse() throws Exception {
    Assumptions.assumeTrue(CurrentUser.isRoot(), "only root can give a directory away");
    Path foreign = Files.createDirectory(directory.resolve("foreign"));
    Files.setAttribute(foreign, "unix:uid", 12_345, LinkOption.NOFOLLOW_LINKS);
    assertThatThrownBy(() -> open(foreign))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("user id 12345");
  }

  @Test
  void isRefusedWhenItIsAFile() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("not a directory");
  }

  @Test
  void isUsedByOneServerAtATimeAndSaysByWhich() throws Exception {
    Home home = open(directory.resolve("home"));
    new RunningServer(
            4711, false, Optional.empty(), Optional.empty(), Optional.empty(), "us-east-1")
        .ready(
            Optional.of("http://127.0.0.1:7770"),
            Optional.of("http://127.0.0.1:7771/console"),
            Optional.empty())
        .write(home);
    HomeLock first = HomeLock.take(home);
    assertThatThrownBy(() -> HomeLock.take(home))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("(pid 4711, http://127.0.0.1:7770)");
    first.close();
    HomeLock.take(home).close();
  }

  @Test
  void keepsASecretThatItOnceMade() throws Exception {
    Path file = directory.resolve("secret");
    String made = PrivateFiles.readOrMakeSecret(file);
    assertThat(made).matches("[A-Za-z0-9_-]{43}");
    assertThat(PrivateFiles.readOrMakeSecret(file)).isEqualTo(made);
    assertThat(PrivateFiles.readOrMakeSecret(directory.resolve("other"))).isNotEqualTo(made);
    assertThat(mode(file)).isEqualTo("rw-------");
  }

  @Test
  void hasItsAdministrativeSocketInsideUnlessThePathIsTooLong() throws Exception {
    Home shallow = open(directory.resolve("home"));
    assertThat(AdminSocket.prepare(shallow).startsWith(shallow.run())).isTrue();

    Home deep = open(directory.resolve("a".repeat(100)).resolve("home"));
    Path socket = AdminSocket.prepare(deep);
    assertThat(socket.toString().length()).isLessThan(104);
    assertThat(mode(socket.resolveSibling(""))).isEqualTo("rwx------");
    assertThat(AdminSocket.find(deep)).isEmpty();
    Files.createFile(socket);
    assertThat(AdminSocket.find(deep)).contains(socket);

    AdminSocket.remove(deep);
    assertThat(socket.getParent()).doesNotExist();
  }

  @Test
  void trustsNoSocketDirectoryThatIsOpenToOthers() throws Exception {
    Home deep = open(directory.resolve("b".repeat(100)).resolve("home"));
    Path socket = Files.createFile(AdminSocket.prepare(deep));
    Path parent = socket.resolveSibling("");
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(AdminSocket.find(deep)).isEmpty();
    Removal.remove(parent);
  }

  @Test
  void isRemovedWithoutFollowingLinks() throws Exception {
    Path outside = Files.createFile(Files.createDirectory(directory.resolve("out")).resolve("f"));
    Path tree = Files.createDirectory(directory.resolve("tree"));
    Files.createSymbolicLink(tree.resolve("link"), outside.resolveSibling(""));
    Removal.remove(tree);
    assertThat(tree).doesNotExist();
    assertThat(outside).exists();
  }

  @Test
  void keepsTheFirstTenantsCredentialsInTheFormatOfTheAwsTools() throws Exception {
    Home home = open(directory.resolve("home"));
    var credentials =
        new TenantCredentials("111122223333", "first", "AKIAIOSFODNN7EXAMPLE", "k".repeat(40));
    credentials.write(home);
    assertThat(home.credentials())
        .content()
        .contains("[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n");
    assertThat(mode(home.credentials())).isEqualTo("rw-------");
    assertThat(credentials.toString()).doesNotContain("kkkk");
    assertThatThrownBy(
            () -> new TenantCredentials("111122223333", "a\nb", "AKIAIOSFODNN7EXAMPLE", "k"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Home open(Path at) {
    return HomeOpening.open(new Home(at.toAbsolutePath()), notes::add);
  }

  private static String mode(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}

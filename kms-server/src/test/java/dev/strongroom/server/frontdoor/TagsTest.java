package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.ListResourceTagsResponse;
import software.amazon.awssdk.services.kms.model.Tag;

class TagsTest {
  private static KmsClient kms;

  @BeforeAll
  static void makeAnAccount() {
    kms = FrontDoor.shared().newAccount().kms();
  }

  private static String createKey() {
    return kms.createKey().keyMetadata().keyId();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().tagKey(key).tagValue(value).build();
  }

  private static List<Tag> many(int count) {
    return IntStream.range(0, count).mapToObj(i -> tag("k%02d".formatted(i), "")).toList();
  }

  private static List<Tag> tagsOf(String key) {
    return kms.listResourceTagsPaginator(r -> r.keyId(key)).tags().stream().toList();
  }

  @Test
  void tagsAreAddedChangedAndTakenAway() {
    String key = createKey();
    assertThat(tagsOf(key)).isEmpty();
    kms.tagResource(r -> r.keyId(key).tags(tag("team", "a"), tag("Team", "b")));
    kms.tagResource(r -> r.keyId(key).tags(tag("team", ""), tag("größe ä", "x+y=z/_.:@-")));
    assertThat(tagsOf(key))
        .containsExactly(tag("Team", "b"), tag("größe ä", "x+y=z/_.:@-"), tag("team", ""));
    kms.untagResource(r -> r.keyId(key).tagKeys("team", "absent", "team"));
    assertThat(tagsOf(key)).containsExactly(tag("Team", "b"), tag("größe ä", "x+y=z/_.:@-"));
  }

  @Test
  void tagsAreHeldToTheirRulesWhereverTheyAreGiven() {
    String key = createKey();
    for (List<Tag> refused :
        List.of(
            List.of(tag("k", "1"), tag("k", "2")),
            List.of(tag("aws:k", "1")),
            List.of(tag("AWS:k", "1")),
            List.of(tag("k", "My & My Team")),
            List.of(tag("k?", "1")))) {
      assertThat(codeOf(() -> kms.createKey(r -> r.tags(refused)))).isEqualTo("TagException");
      assertThat(codeOf(() -> kms.tagResource(r -> r.keyId(key).tags(refused))))
          .isEqualTo("TagException");
    }
    assertThat(codeOf(() -> kms.untagResource(r -> r.keyId(key).tagKeys("aws:k"))))
        .isEqualTo("TagException");
    for (Tag tooLong : List.of(tag("k".repeat(129), ""), tag("k", "v".repeat(257)), tag("", ""))) {
      assertThat(codeOf(() -> kms.tagResource(r -> r.keyId(key).tags(tooLong))))
          .isEqualTo("ValidationException");
    }
    assertThat(tagsOf(key)).isEmpty();
  }

  @Test
  void aKeyHasAtMost50Tags() {
    assertThat(codeOf(() -> kms.createKey(r -> r.tags(many(51)))))
        .isEqualTo("LimitExceededException");
    String key = kms.createKey(r -> r.tags(many(50))).keyMetadata().keyId();
    assertThat(codeOf(() -> kms.tagResource(r -> r.keyId(key).tags(tag("one more", "")))))
        .isEqualTo("LimitExceededException");
    kms.tagResource(r -> r.keyId(key).tags(tag("k00", "changed")));
    assertThat(tagsOf(key)).hasSize(50).contains(tag("k00", "changed"));
  }

  @Test
  void theListIsCutIntoPages() {
    String key = kms.createKey(r -> r.tags(many(5))).keyMetadata().keyId();
    ListResourceTagsResponse first = kms.listResourceTags(r -> r.keyId(key).limit(2));
    assertThat(first.truncated()).isTrue();
    assertThat(first.tags()).containsExactly(tag("k00", ""), tag("k01", ""));
    // What is added meanwhile neither repeats nor hides what was there.
    kms.tagResource(r -> r.keyId(key).tags(tag("a", ""), tag("k015", ""), tag("z", "")));
    List<Tag> rest =
        kms
            .listResourceTagsPaginator(r -> r.keyId(key).limit(2).marker(first.nextMarker()))
            .tags()
            .stream()
            .toList();
    assertThat(rest)
        .containsExactly(
            tag("k015", ""), tag("k02", ""), tag("k03", ""), tag("k04", ""), tag("z", ""));
    String other = createKey();
    assertThat(codeOf(() -> kms.listResourceTags(r -> r.keyId(other).marker(first.nextMarker()))))
        .isEqualTo("InvalidMarkerException");
  }

  @Test
  void keysThatAreNotThereOrNotTheCallersAreRefused() {
    String absent = UUID.randomUUID().toString();
    assertThat(codeOf(() -> kms.tagResource(r -> r.keyId(absent).tags(tag("k", "v")))))
        .isEqualTo("NotFoundException");
    String foreign = FrontDoor.shared().newAccount().kms().createKey().keyMetadata().arn();
    assertThat(codeOf(() -> kms.tagResource(r -> r.keyId(foreign).tags(tag("k", "v")))))
        .isEqualTo("AccessDeniedException");
    assertThat(codeOf(() -> kms.untagResource(r -> r.keyId(foreign).tagKeys("k"))))
        .isEqualTo("AccessDeniedException");
    assertThat(codeOf(() -> kms.listResourceTags(r -> r.keyId(foreign))))
        .isEqualTo("AccessDeniedException");
  }
}

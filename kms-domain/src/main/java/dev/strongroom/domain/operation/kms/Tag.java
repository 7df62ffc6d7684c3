package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.key.Tags;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A tag as requests and responses carry it (AWS KMS API, Tag). */
public record Tag(
    @NotNull @Size(min = 1, max = 128) String tagKey, @NotNull @Size(max = 256) String tagValue) {
  private static final int MOST_TAGS = 50;
  private static final String RESERVED = "aws:";

  /**
   * @throws KmsException TagException for a key that appears twice or is reserved,
   *     LimitExceededException for more than 50
   */
  static Tags toTags(@Nullable List<Tag> tags) {
    if (tags == null) {
      return Tags.NONE;
    }
    if (tags.size() > MOST_TAGS) {
      throw new KmsException(ErrorCode.LIMIT_EXCEEDED, "A key can have at most 50 tags.");
    }
    Map<String, String> values = new TreeMap<>();
    for (Tag tag : tags) {
      if (tag.tagKey().toLowerCase(Locale.ROOT).startsWith(RESERVED)) {
        throw new KmsException(ErrorCode.TAG, "aws: prefixed tag key names are not allowed.");
      }
      if (values.put(tag.tagKey(), tag.tagValue()) != null) {
        throw new KmsException(ErrorCode.TAG, "Duplicate tag keys");
      }
    }
    return new Tags(values);
  }
}

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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A tag as requests and responses carry it (AWS KMS API, Tag). */
public record Tag(
    @NotNull @Size(min = 1, max = 128) String tagKey, @NotNull @Size(max = 256) String tagValue) {
  private static final int MOST_TAGS = 50;
  private static final String RESERVED = "aws:";
  // "User-Defined Tag Restrictions", to which the API refers.
  private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

  /**
   * @throws KmsException TagException for a key that appears twice or is reserved and for
   *     characters that tags do not have, LimitExceededException for more than 50
   */
  static Tags toTags(@Nullable List<Tag> tags) {
    if (tags == null) {
      return Tags.NONE;
    }
    Map<String, String> values = new TreeMap<>();
    for (Tag tag : tags) {
      requireOrdinary(tag.tagKey());
      if (!ALLOWED.matcher(tag.tagKey()).matches() || !ALLOWED.matcher(tag.tagValue()).matches()) {
        throw new KmsException(ErrorCode.TAG, "Invalid tag");
      }
      if (values.put(tag.tagKey(), tag.tagValue()) != null) {
        throw new KmsException(ErrorCode.TAG, "Duplicate tag keys");
      }
    }
    return limited(new Tags(values));
  }

  /**
   * @throws KmsException TagException for a key that belongs to AWS
   */
  static void requireOrdinary(String tagKey) {
    if (tagKey.toLowerCase(Locale.ROOT).startsWith(RESERVED)) {
      throw new KmsException(ErrorCode.TAG, "aws: prefixed tag key names are not allowed.");
    }
  }

  /**
   * @throws KmsException LimitExceededException for more tags than a key may have
   */
  static Tags limited(Tags tags) {
    if (tags.values().size() > MOST_TAGS) {
      throw new KmsException(ErrorCode.LIMIT_EXCEEDED, "A key can have at most 50 tags.");
    }
    return tags;
  }
}

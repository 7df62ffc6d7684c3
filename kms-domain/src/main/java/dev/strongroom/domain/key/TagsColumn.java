package dev.strongroom.domain.key;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Tags as the text of a JSON object in their column. */
@Converter
public final class TagsColumn implements AttributeConverter<Tags, String> {
  private static final JsonMapper JSON = JsonMapper.shared();
  // What most keys have: a read of a key need not parse it.
  private static final String NO_PAIRS = "{}";
  private static final TypeReference<Map<String, String>> PAIRS = new TypeReference<>() {};

  @Override
  public String convertToDatabaseColumn(Tags tags) {
    return JSON.writeValueAsString(tags.values());
  }

  @Override
  public Tags convertToEntityAttribute(String json) {
    return json.equals(NO_PAIRS) ? Tags.NONE : new Tags(JSON.readValue(json, PAIRS));
  }
}

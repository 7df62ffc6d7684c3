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
  private static final TypeReference<Map<String, String>> PAIRS = new TypeReference<>() {};

  @Override
  public String convertToDatabaseColumn(Tags tags) {
    return JSON.writeValueAsString(tags.values());
  }

  @Override
  public Tags convertToEntityAttribute(String json) {
    return new Tags(JSON.readValue(json, PAIRS));
  }
}

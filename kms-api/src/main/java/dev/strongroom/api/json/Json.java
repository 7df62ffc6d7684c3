package dev.strongroom.api.json;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** The one JSON factory, with the limits of requests. */
final class Json {
  static final int DEEPEST = 64;
  private static final int LONGEST_NUMBER = 64;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .recyclerPool(new WipingBuffers.Pool())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Names come from clients: they must not stay in the JVM's table of strings.
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          // JSON is UTF-8 (RFC 8259 section 8.1); guessing could read signed bytes in two ways.
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
          .build();

  private Json() {}
}

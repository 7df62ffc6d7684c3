package dev.strongroom.server.malformed;

import dev.strongroom.server.contract.ApiModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A sensible body for an operation, made from the API model alone, whose places are known. */
final class SampleBody {
  // What only uses or reads a key may have the good one; everything else gets a victim.
  private static final Pattern HARMLESS =
      Pattern.compile(
          "(Encrypt|Decrypt|ReEncrypt|Generate|Sign|Verify|Derive|Encapsulate|Decapsulate|Describe|Get|List).*");
  private static final long A_DAY = 86_400;
  private static final int DEEPEST = 6;
  // Of ML-KEM-768, in bytes; two more than a multiple of three.
  private static final int KEM_CIPHERTEXT = 1088;

  private final ApiModel model;
  private final Samples samples;
  private final SplittableRandom random;
  private final boolean harmless;
  private final List<Slot> slots = new ArrayList<>();
  private final JsonNode rootShape;
  private final Map<String, @Nullable Object> root;

  /** A place for a value: a member of a structure, there or not, or an element of a list. */
  record Slot(Map<String, @Nullable Object> structure, String name, String shape) {
    void set(@Nullable Object value) {
      structure.put(name, value);
    }

    void remove() {
      structure.remove(name);
    }
  }

  SampleBody(ApiModel model, String operation, Samples samples, SplittableRandom random) {
    this.model = model;
    this.samples = samples;
    this.random = random;
    this.harmless = HARMLESS.matcher(operation).matches();
    String input = model.operation(operation).path("input").path("shape").asString();
    this.rootShape = model.shape(input);
    this.root = structure(input, 0);
  }

  Map<String, @Nullable Object> root() {
    return root;
  }

  /** The members of all structures, the root's first. */
  List<Slot> slots() {
    return slots;
  }

  /** Whether a member of the root must be there. */
  boolean isRequired(String member) {
    return isRequired(rootShape, member);
  }

  @Override
  public String toString() {
    return JsonText.of(root);
  }

  private Map<String, @Nullable Object> structure(String shapeName, int depth) {
    Map<String, @Nullable Object> structure = new LinkedHashMap<>();
    JsonNode shape = model.shape(shapeName);
    JsonNode members = shape == null ? null : shape.path("members");
    if (members == null || depth > DEEPEST) {
      return structure;
    }
    for (String name : members.propertyNames()) {
      String memberShape = members.get(name).path("shape").asString();
      slots.add(new Slot(structure, name, memberShape));
      if (isRequired(shape, name) || isUsual(name)) {
        structure.put(name, value(name, memberShape, depth));
      }
    }
    return structure;
  }

  private static boolean isRequired(JsonNode shape, String name) {
    for (JsonNode required : shape.path("required")) {
      if (required.asString().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** Most optional members are refused or change what is refused; some are nearly always there. */
  private boolean isUsual(String name) {
    return switch (name) {
      case "CiphertextBlob", "EncryptionContext", "SourceEncryptionContext" -> true;
      case "DryRun", "DryRunModifiers", "GrantTokens", "Recipient", "KeySpec" ->
          random.nextInt(8) == 0;
      default -> random.nextInt(3) == 0;
    };
  }

  private Object value(String name, String shapeName, int depth) {
    JsonNode shape = model.shape(shapeName);
    if (name.endsWith("KeyId") && !name.startsWith("Xks")) {
      return harmless ? one(samples.keys()) : one(samples.victims());
    }
    return switch (shape.path("type").asString()) {
      case "structure" -> structure(shapeName, depth + 1);
      case "list" -> List.of(value("", shape.path("member").path("shape").asString(), depth + 1));
      case "map" -> Samples.CONTEXT;
      case "blob" -> blob(name, shape);
      case "integer", "long" -> Math.max(shape.path("min").asLong(0), 32);
      case "boolean" -> random.nextInt(4) == 0;
      case "timestamp" -> System.currentTimeMillis() / 1000 + A_DAY;
      default -> text(name, shape);
    };
  }

  private Object blob(String name, JsonNode shape) {
    switch (name) {
      case "CiphertextBlob":
        return samples.ciphertext();
      case "PublicKey":
        return samples.publicKey();
      case "SharedSecretCiphertextBlob":
        return "AAAA".repeat(KEM_CIPHERTEXT / 3) + "AAA=";
      default:
    }
    return shape.path("sensitive").asBoolean(false) ? Canary.base64(32) : "AAECAwQF";
  }

  private Object text(String name, JsonNode shape) {
    List<String> allowed = new ArrayList<>();
    shape.path("enum").forEach(one -> allowed.add(one.asString()));
    if (!allowed.isEmpty()) {
      boolean usual = allowed.contains("SYMMETRIC_DEFAULT") && random.nextInt(4) != 0;
      return usual ? "SYMMETRIC_DEFAULT" : one(allowed);
    }
    if (shape.path("sensitive").asBoolean(false)) {
      return Canary.text(shape.path("min").asInt(1));
    }
    return switch (name) {
      case "AliasName" -> "alias/m-" + Integer.toHexString(random.nextInt());
      case "PolicyName" -> "default";
      default -> "a".repeat(Math.max(1, shape.path("min").asInt(1)));
    };
  }

  private <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}

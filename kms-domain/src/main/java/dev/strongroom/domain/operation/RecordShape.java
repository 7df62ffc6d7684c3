package dev.strongroom.domain.operation;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request, response or structure record, read once by reflection. The codecs, the
 * validator, the audit trail and the contract test all work from it, so that a record says
 * everything exactly once.
 *
 * <p>Members are {@code String}, {@code Integer}, {@code Long}, {@code Boolean}, {@code byte[]},
 * {@code Instant}, another record, or a {@code List} or {@code Map<String, String>} of these.
 * Absent members are null.
 */
public final class RecordShape {
  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return new RecordShape(type.asSubclass(Record.class));
        }
      };

  private final Class<? extends Record> type;
  private final List<Member> members;
  private final Map<String, Member> byWireName = new LinkedHashMap<>();
  private final MethodHandle constructor;
  private final boolean sensitive;

  /** The shape of a record class. */
  public static RecordShape of(Class<? extends Record> type) {
    return SHAPES.get(type);
  }

  private RecordShape(Class<? extends Record> type) {
    this.type = type;
    RecordComponent[] components = type.getRecordComponents();
    members = Arrays.stream(components).map(Member::new).toList();
    members.forEach(member -> byWireName.put(member.wireName(), member));
    sensitive = members.stream().anyMatch(Member::sensitive);
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      var declared = type.getDeclaredConstructor(types);
      declared.setAccessible(true);
      constructor =
          MethodHandles.lookup()
              .unreflectConstructor(declared)
              .asSpreader(Object[].class, types.length);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName(), e);
    }
  }

  public Class<? extends Record> type() {
    return type;
  }

  /**
   * The members in the order in which the record declares them, which is the order of the API
   * model.
   */
  public List<Member> members() {
    return members;
  }

  /**
   * The member of a wire name, or null: callers ignore members that they do not know, as AWS does.
   */
  public @Nullable Member member(String wireName) {
    return byWireName.get(wireName);
  }

  /** Whether a member of this record itself is {@link Sensitive}. */
  public boolean hasSensitiveMembers() {
    return sensitive;
  }

  /**
   * Makes a record.
   *
   * @param values one for each member, in order; null where absent
   */
  public Record create(@Nullable Object[] values) {
    try {
      return (Record) constructor.invoke(values);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(type.getName(), e);
    }
  }

  /** Overwrites the sensitive byte arrays of a record with zeros. */
  public static void wipe(Record instance) {
    RecordShape shape = of(instance.getClass());
    if (!shape.sensitive) {
      return;
    }
    for (Member member : shape.members) {
      if (member.sensitive() && member.get(instance) instanceof byte[] secret) {
        Arrays.fill(secret, (byte) 0);
      }
    }
  }

  /** One member of a record. */
  public static final class Member {
    private final String name;
    private final String wireName;
    private final Type type;
    private final boolean sensitive;
    private final RecordComponent component;
    private final MethodHandle accessor;

    Member(RecordComponent component) {
      this.component = component;
      name = component.getName();
      WireName explicit = component.getAnnotation(WireName.class);
      wireName =
          explicit != null
              ? explicit.value()
              : Character.toUpperCase(name.charAt(0)) + name.substring(1);
      type = component.getGenericType();
      sensitive = component.isAnnotationPresent(Sensitive.class);
      try {
        Method method = component.getAccessor();
        method.setAccessible(true);
        accessor =
            MethodHandles.lookup()
                .unreflect(method)
                .asType(java.lang.invoke.MethodType.methodType(Object.class, Record.class));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(component.toString(), e);
      }
    }

    /** The component's name, which validation messages and CloudTrail use. */
    public String name() {
      return name;
    }

    /** The name in requests and responses. */
    public String wireName() {
      return wireName;
    }

    /** The name in audit events: the wire name with its first letter lowered. */
    public String auditName() {
      return Character.toLowerCase(wireName.charAt(0)) + wireName.substring(1);
    }

    /** The member's type with its type arguments. */
    public Type type() {
      return type;
    }

    public boolean sensitive() {
      return sensitive;
    }

    /** The component, for its constraint annotations (those sit on its accessor). */
    public RecordComponent component() {
      return component;
    }

    /** The member's value in a record, or null. */
    public @Nullable Object get(Record instance) {
      try {
        return (Object) accessor.invokeExact(instance);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(component.toString(), e);
      }
    }
  }
}

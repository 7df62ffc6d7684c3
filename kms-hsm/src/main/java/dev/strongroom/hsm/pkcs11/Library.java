package dev.strongroom.hsm.pkcs11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A loaded shared library and its function list. Functions are bound when they are first called,
 * because binding all of them at start costs 0.3 s. A loaded library stays loaded as long as the
 * process lives: unloading one that has started threads of its own crashes.
 */
final class Library {
  private static final Linker LINKER = Linker.nativeLinker();

  private final MemorySegment functionList;
  private final Map<Function, MethodHandle> bound = new ConcurrentHashMap<>();

  private Library(MemorySegment functionList) {
    this.functionList = functionList;
  }

  static Library load(Path file) {
    if (!Files.isReadable(file)) {
      throw new ModuleLoadException("there is no readable file " + file);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment symbol =
          SymbolLookup.libraryLookup(file, Arena.global())
              .find("C_GetFunctionList")
              .orElseThrow(() -> new ModuleLoadException(file + " exports no C_GetFunctionList"));
      MethodHandle getFunctionList =
          LINKER.downcallHandle(symbol, FunctionDescriptor.of(JAVA_LONG, ADDRESS));
      MemorySegment list = arena.allocate(ADDRESS);
      long code = (long) getFunctionList.invokeExact(list);
      if (code != ReturnCode.OK.code()) {
        throw new ModuleLoadException(
            file + ": C_GetFunctionList answered " + ReturnCode.describe(code));
      }
      long size = Function.GENERATE_RANDOM.offset() + ADDRESS.byteSize();
      return new Library(list.get(ADDRESS, 0).reinterpret(size));
    } catch (IllegalArgumentException e) {
      throw new ModuleLoadException(file + " cannot be loaded as a shared library", e);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /**
   * Calls a function and returns its {@code CK_RV}. Arguments are {@code Long}, {@code Byte} or a
   * native {@code MemorySegment} as the function's entry in {@link Function} says; anything else, a
   * segment on the heap too, is refused before native code runs.
   */
  long call(Function function, Object... arguments) {
    MethodHandle handle = bound.computeIfAbsent(function, this::bind);
    try {
      return (long) handle.invokeExact(arguments);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  private MethodHandle bind(Function function) {
    MemorySegment address = functionList.get(ADDRESS, function.offset());
    if (address.address() == 0) {
      throw new Pkcs11Exception(function, ReturnCode.FUNCTION_NOT_SUPPORTED.code());
    }
    return LINKER
        .downcallHandle(address, function.descriptor())
        .asSpreader(Object[].class, function.parameterCount());
  }

  /**
   * Sets a variable of the process's environment as C code sees it (POSIX {@code setenv}); {@code
   * System.getenv} does not show it.
   */
  static void setEnvironment(String name, String value) {
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle setenv =
          LINKER.downcallHandle(
              LINKER.defaultLookup().findOrThrow("setenv"),
              FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
      int failed = (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
      if (failed != 0) {
        throw new ModuleLoadException("the environment variable " + name + " cannot be set");
      }
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  private static RuntimeException unchecked(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException known ? known : new IllegalStateException(e);
  }
}

package dev.strongroom.api.call;

import dev.strongroom.api.wire.QueryParameter;
import dev.strongroom.api.wire.WireForm;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.operation.Service;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Where a request goes, told from its head alone and believed only once the signature is right. */
sealed interface Routing {

  /**
   * To an action of a service, which may not exist.
   *
   * @param form how the call is written
   * @param query the parsed query string, for the signature
   */
  record Target(Service service, String action, WireForm form, List<QueryParameter> query)
      implements Routing {}

  /** Nowhere: the error, and the form to write it in. */
  record Astray(
      WireForm form, Optional<Service> service, Optional<String> action, KmsException error)
      implements Routing {}

  /** A person with a browser, who looks for the console. */
  record Browser(URI console) implements Routing {}
}

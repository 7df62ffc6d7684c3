package dev.strongroom.server.wiring;

import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The management port: whoever reaches it may ask for the health, which says nothing but up or
 * down.
 */
@Configuration(proxyBeanMethods = false)
class ManagementBeans {

  @Bean
  @Order(1)
  SecurityFilterChain managementChain(HttpSecurity http) {
    return http.securityMatcher(EndpointRequest.to("health"))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }
}

package dev.strongroom.console;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The console's pages. */
@Controller
public class ConsolePages {

  /** The address that people type. */
  @GetMapping("/")
  public String start() {
    return "redirect:/console";
  }

  /** The first page: says what runs here, shows nothing of any account. */
  @GetMapping("/console")
  public String console() {
    return "console/index";
  }
}

package dev.strongroom.api.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.api.wire.QueryParameter;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.operation.Service;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryFormTest {
  record Tag(@Nullable String key, @Nullable String value) {}

  @SuppressWarnings("ArrayRecordComponent")
  record Everything(
      @Nullable String text,
      @Nullable Integer number,
      @Nullable Boolean flag,
      byte @Nullable [] blob,
      @Nullable Instant time,
      @Nullable Tag tag,
      @Nullable List<Tag> tags,
      @Nullable List<String> names,
      @Nullable Map<String, String> context) {}

  private static Everything read(String form) {
    return QueryForm.of(Service.STS, QueryParameter.parse(form)).decode(Everything.class);
  }

  @Test
  void everyTypeOfMemberIsRead() {
    Everything all =
        read(
            "Action=A&Text=a+b%2Bc%C3%A4&Number=5&Flag=true&Blob=AAE%3D&Time=2024-07-25T10:00:00Z"
                + "&Tag.Key=k&Tags.member.10.Key=ten&Tags.member.2.Key=two&Tags.member.2.Value="
                + "&Names.member.1=x&Context.entry.1.key=z&Context.entry.1.value=1");
    assertThat(all.text()).isEqualTo("a b+cä");
    assertThat(all.number()).isEqualTo(5);
    assertThat(all.flag()).isTrue();
    assertThat(all.blob()).containsExactly(0, 1);
    assertThat(all.time()).isEqualTo(Instant.parse("2024-07-25T10:00:00Z"));
    assertThat(all.tag()).isEqualTo(new Tag("k", null));
    assertThat(all.tags()).containsExactly(new Tag("two", ""), new Tag("ten", null));
    assertThat(all.names()).containsExactly("x");
    assertThat(all.context()).containsExactly(Map.entry("z", "1"));
  }

  @Test
  void emptyListIsSentAsAnEmptyParameter() {
    assertThat(read("Names=").names()).isEmpty();
    assertThat(read("").names()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Text=a&Text=b",
        "Number=x",
        "Number=",
        "Flag=yes",
        "Blob=A",
        "Time=yesterday",
        "Text.x=a",
        "Names=x",
        "Names.member.x=a",
        "Names.member.0=a",
        "Names.member.99999999999=a",
        "Names.other.1=a",
        "Context.entry.1.key=a",
        "Context.entry.1.value=a",
        "Context.entry.1.key=a&Context.entry.1.value=b&Context.entry.2.key=a&Context.entry.2.value=c"
      })
  void whatDoesNotFitIsMalformedInput(String form) {
    assertThatThrownBy(() -> read(form))
        .isInstanceOfSatisfying(
            KmsException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SERIALIZATION));
  }

  @Test
  void textIsEscapedSoThatAnXmlParserReadsItBack() throws Exception {
    String nasty = "<a href=\"x\">&amp;'\r\n\t]]>ä😀</a>";
    Xml xml = new Xml().element("T", nasty);
    var parsed =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.bytes()));
    assertThat(parsed.getDocumentElement().getTextContent()).isEqualTo(nasty);
  }

  @Test
  void charactersThatXmlCannotHaveAreReplaced() {
    String bad = "a\u0000\u0008\ud800b\ufffe";
    assertThat(new String(new Xml().element("T", bad).bytes(), UTF_8))
        .isEqualTo("<T>a\ufffd\ufffd\ufffdb\ufffd</T>");
  }

  @Test
  void everyTypeOfMemberIsWritten() {
    Xml xml = new Xml();
    XmlWriter.members(
        xml,
        new Everything(
            "t",
            5,
            true,
            new byte[] {0, 1},
            Instant.parse("2024-07-25T10:00:00.123456Z"),
            new Tag("k", null),
            List.of(new Tag("a", "b")),
            List.of(),
            Map.of("z", "1")));
    assertThat(new String(xml.bytes(), UTF_8))
        .isEqualTo(
            "<Text>t</Text><Number>5</Number><Flag>true</Flag><Blob>AAE=</Blob>"
                + "<Time>2024-07-25T10:00:00.123Z</Time><Tag><Key>k</Key></Tag>"
                + "<Tags><member><Key>a</Key><Value>b</Value></member></Tags><Names></Names>"
                + "<Context><entry><key>z</key><value>1</value></entry></Context>");
  }

  @Test
  void errorIsAnErrorResponseWithTheQueryServicesNameAndStatus() {
    var response =
        QueryForm.unreadable(Service.STS)
            .failure(new KmsException(ErrorCode.INVALID_SIGNATURE, "a < b"), "id");
    assertThat(response.status()).isEqualTo(403);
    assertThat(response.contentType()).isEqualTo("text/xml");
    assertThat(new String(response.body(), UTF_8))
        .isEqualTo(
            "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error>"
                + "<Type>Sender</Type><Code>SignatureDoesNotMatch</Code>"
                + "<Message>a &lt; b</Message></Error><RequestId>id</RequestId></ErrorResponse>");
  }
}

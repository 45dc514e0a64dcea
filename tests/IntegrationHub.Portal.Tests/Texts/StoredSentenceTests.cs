using IntegrationHub.Host.Node.Exchanges;
using IntegrationHub.Market;
using IntegrationHub.Portal.Texts;

namespace IntegrationHub.Portal.Tests.Texts;

/// <summary>What was stored remembers no pattern: its sentence is found by its words.</summary>
public sealed class StoredSentenceTests
{
    private readonly RefusalTexts _refusals = new(ExchangeServices.Sentences);

    [Theory]
    [InlineData("An end tag is not well-formed.", "结束标签格式不正确。")]
    [InlineData("Send one of A01, A02, … (184 codes).", "请发送：下列之一：A01, A02……（共 184 个代码）。")]
    [InlineData("Elements are nested deeper than 64.", "元素嵌套超过 64 层。")]
    [InlineData("The value is not in the code list MessageTypeList. Found price list. Expected one of A01, A02.", "该值不在代码表 MessageTypeList 中。实际为“price list”。应为：下列之一：A01, A02。")]
    [InlineData(
        "The value of unit is not allowed by Amount. Found x. Expected decimal, at least 1 characters, at most 17 digits.",
        "“unit”的值不符合类型 Amount 的规定。实际为“x”。应为：decimal，至少 1 个字符，最多 17 位数字。")]
    [InlineData("found no positions 3 to 5, expected every position from 1 to 24 (curve type A01)", "实际为 没有序号 3 至 5，应为 从 1 到 24 的每个序号（曲线类型 A01）")]
    [InlineData("schedule S-1 did not get through in 6 attempts: HTTP 503 without a SOAP answer", "schedule S-1 尝试 6 次仍未送达：「HTTP 503，没有 SOAP 应答」")]
    [InlineData("schedule S-1 is quarantined: PUT-010: The body is empty.", "schedule S-1 已暂停发送：“PUT-010: The body is empty.”")]
    [InlineData("Polling tc failed 3 times in a row: It rains. It pours.", "轮询“tc”连续失败 3 次：「It rains. It pours.」")]
    [InlineData("That the timestamp service of the bundle was not revoked. It is not known whether CN=x was revoked.", "证据包的时间戳服务证书未被吊销。无法得知“CN=x”是否已被吊销。")]
    [InlineData("When the bundle was made: its timestamp does not count (timestamp.malformed: The octets are no RFC 3161 token.).", "证据包的生成时间：其时间戳不予认可（timestamp.malformed：字节不是 RFC 3161 时间戳。）。")]
    [InlineData("The message is signed with 'urn:x'. The rule in force is default.", "报文的签名算法为“urn:x”。现行规则为 default。")]
    [InlineData("the database encrypts its files", "数据库对其文件加密")]
    public void A_text_is_said_with_its_values_and_with_the_sentences_in_it(string english, string chinese) => Assert.Equal(chinese, _refusals.Chinese(english));

    [Theory]
    [InlineData("")]
    [InlineData("It rains. The value is not in the code list MessageTypeList.")]
    [InlineData("The body is empty. It rains.")]
    [InlineData("one, two (three): four")]
    public void A_text_that_is_not_known_whole_is_not_said_in_part(string text) => Assert.Null(_refusals.Chinese(text));

    [Fact]
    public void What_a_partner_wrote_stands_as_it_came_also_where_its_words_are_known()
    {
        var words = "The body is empty.";

        Assert.Equal("正文为空。", _refusals.Chinese(words));
        Assert.Equal($"接收方为“{words}”，应为 X。", _refusals.Chinese($"The receiver is {words}, expected X."));
        Assert.Equal("元素“{1}”未知。", _refusals.Chinese("Element {1} is unknown."));
    }

    [Fact]
    public void A_problem_that_was_written_out_and_read_back_is_said_with_its_values()
    {
        var made = new Problem(ProblemCodes.FileTooLarge, $"The text has {12_345} characters.", "", $"Use at most {100}.");
        var read = System.Text.Json.JsonSerializer.Deserialize<Problem>(System.Text.Json.JsonSerializer.Serialize(made))!;

        Assert.Equal("文本有 12345 个字符。", _refusals.Chinese(read.SaidText()));
    }

    [Theory]
    [InlineData("line 12, column 4", "第 12 行，第 4 列")]
    [InlineData("TimeSeries[3]/Period[1] (line 12)", "TimeSeries[3]/Period[1]（第 12 行）")]
    [InlineData("Payload/Format", "Payload/Format")]
    public void A_place_is_said_with_its_line(string where, string chinese) => Assert.Equal(chinese, _refusals.ChinesePlace(where));
}

using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange.Rules;
using IntegrationHub.Host.Node.Exchanges;
using IntegrationHub.Market;
using IntegrationHub.Portal.Texts;
using IntegrationHub.Retail;
using IntegrationHub.Schemas.Rules;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Portal.Tests.Texts;

/// <summary>Whoever reads Chinese is told in Chinese what stands in the way: by the code in general words, and with the values of the case where its sentence is known.</summary>
public sealed partial class RefusalTests
{
    /// <summary>Codes of what is told to who works at the shell, deploys definitions or calls the API (what every web application answers a call is a part of the people's), and on no page. This list only grows shorter.</summary>
    private static readonly string[] OnNoPage =
    [
        "ADDRESS_UNKNOWN", "BPMN_EXPRESSION", "BPMN_EXTENSION", "BPMN_ID", "BPMN_NOT_EXECUTABLE", "BPMN_NOT_READABLE", "BPMN_NOT_SUPPORTED", "BPMN_NO_DEFINITIONS", "BPMN_REFERENCE",
        "BPMN_STRUCTURE", "BPMN_TIMER", "BPMN_UNKNOWN_SERVICE", "CODE_NOT_SENT", "EXPRESSION_ARGUMENTS", "EXPRESSION_SYNTAX", "EXPRESSION_TOO_LARGE", "EXPRESSION_UNKNOWN_FUNCTION",
        "INTERNAL_ERROR", "MEDIA_TYPE_WRONG", "METHOD_WRONG", "NOTIFY_INPUT", "REQUEST_MISDIRECTED", "REQUEST_WRONG", "SIGN_IN_FAILED", "SIGN_IN_OVER",
        "STORE_UNAVAILABLE", "TOO_MANY_TRIES",
    ];

    /// <summary>Parts that have their sentences in Chinese.</summary>
    private static readonly Assembly[] Owners = [.. RefusalTexts.Owners, .. ExchangeServices.Sentences.Assemblies];

    /// <summary>Parts whose codes pages tell. The program itself and its store have many that only who works at the shell meets.</summary>
    private static readonly Assembly[] Parts =
    [
        .. Owners.Except([typeof(ExchangeServices).Assembly, typeof(Storage.Protection.EncryptionRule).Assembly]), typeof(Identity.People.Permission).Assembly,
        typeof(Workflows.Engine.Running.ProcessEngine).Assembly, typeof(RefusalTexts).Assembly,
    ];

    private readonly RefusalTexts _refusals = new(ExchangeServices.Sentences);

    [Fact]
    public void Every_code_of_a_part_that_pages_tell_about_has_words_in_both_languages_or_is_told_on_no_page()
    {
        var words = new PortalTexts();
        var codes = Parts.SelectMany(LiteralsOf).Where(static text => Code().IsMatch(text)).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(codes.Count > 250, "the rule sees the codes");
        Assert.Equal(OnNoPage, codes.Where(code => !words.Keys.Contains("problem." + code) && !words.Keys.Contains("book." + code)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_code_of_documents_and_signatures_that_is_made_of_another_one_has_words_in_both_languages()
    {
        var words = new PortalTexts();
        IReadOnlyList<string> codes =
        [
            .. Enum.GetValues<XmlErrorCode>().Select(static code => new XmlError(code, 0, 1, 1, "", "").Id),
            .. Enum.GetValues<SignatureRefusalCode>().Select(static code => new SignatureRefusal(code, "", "").Id),
            .. LiteralsOf(typeof(XmlError).Assembly).Where(static text => SchemaCode().IsMatch(text)),
            .. DocumentRules.All.Select(static rule => MarketRules.FromFinding(new(rule.Code, "", RuleLevel.Document, "", "", "")).Code),
        ];

        Assert.True(codes.Count > 70, "the rule sees the codes");
        Assert.DoesNotContain(codes.Select(static code => "problem." + code.Replace('.', '_').ToUpperInvariant()), key => !words.Keys.Contains(key));
    }

    [Fact]
    public void Every_sentence_that_is_known_in_Chinese_is_said_by_its_part_with_the_same_values() => Assert.All(Owners, owner =>
    {
        // Values of sentences are worded, too: names of states and steps stand in no literal.
        var (sentences, literals) = (RefusalTexts.SentencesOf(owner), LiteralsOf(owner).Concat(owner.GetTypes().Where(static type => type.IsEnum).SelectMany(Enum.GetNames)).ToHashSet(StringComparer.Ordinal));

        Assert.NotEmpty(sentences);
        Assert.All(sentences, one => Assert.Equal(PlacesOf(one.Key), PlacesOf(one.Value)));
        Assert.DoesNotContain(sentences.Keys, pattern => !PiecesOf(pattern).All(literals.Contains));
    });

    [Fact]
    public void A_sentence_is_said_with_its_values_also_where_one_of_them_is_a_sentence()
    {
        var number = "R-{1}";
        var gone = RetailProblems.NotThere($"contract {number}", "Look at the list of contracts.");
        var many = new Problem(ProblemCodes.FileTooLarge, $"The text has {12_345} characters.", "", $"Use at most {100}.");

        Assert.Equal("There is no contract R-{1}.", gone.Text);
        Assert.Equal("没有合同 R-{1}。", _refusals.Chinese(gone.SaidText()));
        Assert.Equal("请查看合同列表。", _refusals.Chinese(gone.SaidRemedy()));
        Assert.Equal(("文本有 12345 个字符。", "最多 100。"), (_refusals.Chinese(many.SaidText()), _refusals.Chinese(many.SaidRemedy())));
    }

    [Fact]
    public void No_English_word_stays_in_a_Chinese_sentence_for_a_state_a_step_or_a_kind_of_thing()
    {
        var (state, done, what) = ("known", "withdrawn", "contract");
        foreach (var (sentence, chinese) in new (Sentence, string)[]
        {
            (new Problem("X", $"This entry is {state}: it cannot be {done}.", "", "").SaidText(), "该条状态为 已登记:不能撤回。"),
            (new Problem("X", $"There is no {what}.", "", "").SaidText(), "没有合同。"),
            (new Problem("X", $"{IntegrationHub.Market.Contracts.ContractAction.Terminate} needs a reason.", "", "").SaidText(), "终止 需要理由。"),
            (new("The code is none."), "代码无效。"),
        })
            Assert.Equal(chinese, _refusals.Chinese(sentence));

        foreach (var word in Enum.GetNames<IntegrationHub.Market.Contracts.ContractState>().Concat(Enum.GetNames<IntegrationHub.Market.Contracts.ContractAction>()).Concat(Enum.GetNames<IntegrationHub.Market.Bidding.BidState>()).Concat(Enum.GetNames<IntegrationHub.Market.Bidding.BidAction>()))
            Assert.NotNull(_refusals.Chinese(new Sentence(word)));
    }

    [Fact]
    public void A_sentence_that_nobody_worded_and_one_whose_text_was_changed_are_not_said_otherwise()
    {
        var known = new Problem(ProblemCodes.FileTooLarge, $"The text has {1} characters.", "", "Split it.");

        Assert.Null(_refusals.Chinese(new Sentence("It {0} rains.")));
        Assert.Null(_refusals.Chinese((known with { Text = "The text has 1 characters. And more." }).SaidText()));
    }

    [Fact]
    public void Problems_are_equal_where_they_say_the_same() =>
        Assert.Equal(new Problem("CODE_X", "There are 2.", "at", "Take 1."), new Problem("CODE_X", $"There are {2}.", "at", $"Take {1}."));

    /// <summary>Every text that the code of a part has in it, and every constant.</summary>
    private static IEnumerable<string> LiteralsOf(Assembly part)
    {
        using var file = new PEReader(File.OpenRead(part.Location));
        var reader = file.GetMetadataReader();
        var found = new List<string>();
        for (var at = MetadataTokensOf(1); !at.IsNil; at = reader.GetNextHandle(at))
            found.Add(reader.GetUserString(at));

        foreach (var handle in reader.FieldDefinitions.Select(reader.GetFieldDefinition).Select(static field => field.GetDefaultValue()).Where(static value => !value.IsNil))
        {
            if (reader.GetConstant(handle) is { TypeCode: ConstantTypeCode.String } constant)
                found.Add((string)reader.GetBlobReader(constant.Value).ReadConstant(ConstantTypeCode.String)!);
        }

        return found;

        static UserStringHandle MetadataTokensOf(int offset) => MetadataTokens.UserStringHandle(offset);
    }

    private static List<string> PlacesOf(string pattern) => [.. Place().Matches(pattern).Select(static match => match.Value).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> PiecesOf(string pattern) =>
        Place().Split(pattern).Where(static piece => piece.Length > 0).Select(static piece => piece.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal));

    [GeneratedRegex("^schema\\.[a-z_]+$", RegexOptions.None, 1000)]
    private static partial Regex SchemaCode();

    [GeneratedRegex("^[A-Z][A-Z0-9]+(_[A-Z0-9]+)+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<!\{)\{[0-9]\}(?!\})", RegexOptions.None, 1000)]
    private static partial Regex Place();
}

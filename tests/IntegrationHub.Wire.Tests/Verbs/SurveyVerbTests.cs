using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Wire.Tests.Verbs;

/// <summary>Surveys by the command line: one person writes, another releases what was read, and every look is an event.</summary>
[Collection(VerbsCollection.Name)]
public sealed class SurveyVerbTests(VerbsFixture hub)
{
    private const string Questions = "scale: How content are you?\n\nchoice：Which bill? | paper ｜ pdf\ntext: Why?\n";

    [Fact]
    public async Task One_person_writes_another_releases_what_was_read_and_it_is_closed_and_looked_at()
    {
        var file = hub.File("survey.txt", Questions);
        var created = await hub.Terminal.RunAsync("survey", "create", "verbs-contentment", file, "--title", "How are we doing?", "--until", "2099-12-31", "--as", "anna", "--json");
        Assert.True(created.Code == 0, created.Out + created.Error);
        var digest = created.Json.GetProperty("digest").GetString()!;

        Assert.Contains("SURVEY_FOUR_EYES", (await hub.Terminal.RunAsync("survey", "release", "verbs-contentment", "--digest", digest, "--as", "anna")).Error, StringComparison.Ordinal);
        Assert.Contains("SURVEY_CHANGED", (await hub.Terminal.RunAsync("survey", "release", "verbs-contentment", "--digest", new string('0', 64), "--as", "bert")).Error, StringComparison.Ordinal);
        var shown = await hub.Terminal.RunAsync("survey", "show", "verbs-contentment", "--as", "bert");
        Assert.Contains("choice: Which bill? | paper | pdf", shown.Out, StringComparison.Ordinal);
        Assert.Contains("digest " + digest, shown.Out, StringComparison.Ordinal);
        Assert.Contains("is released", (await hub.Terminal.RunAsync("survey", "release", "verbs-contentment", "--digest", digest, "--as", "bert")).Out, StringComparison.Ordinal);

        var listed = Assert.Single((await hub.Terminal.RunAsync("survey", "--json")).Json.EnumerateArray(), static one => one.GetProperty("key").GetString() == "verbs-contentment");
        Assert.Equal(("anna", "bert"), (listed.GetProperty("author").GetString(), listed.GetProperty("releasedBy").GetString()));
        var results = (await hub.Terminal.RunAsync("survey", "results", "verbs-contentment", "--json")).Json;
        Assert.Equal(0, results.GetProperty("answers").GetInt32());
        Assert.Equal(["1", "2", "3", "4", "5"], results.GetProperty("questions")[0].GetProperty("counts").EnumerateArray().Select(static one => one.GetProperty("answer").GetString()));

        Assert.Contains("is closed", (await hub.Terminal.RunAsync("survey", "close", "verbs-contentment", "--as", "anna")).Out, StringComparison.Ordinal);
        var events = await hub.Port<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "survey.", 20, default);
        Assert.Equal(["survey.drafted", "survey.released", "survey.withdrawn"], events.Select(static item => item.Kind).Order(StringComparer.Ordinal));
        var looks = await hub.Port<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "look.survey", 20, default);
        Assert.Equal(["bert", "li-wei"], looks.Select(static item => item.Actor).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_no_question_no_day_and_no_survey_is_told_and_nothing_is_kept()
    {
        var wrong = await hub.Terminal.RunAsync("survey", "create", "verbs-wrong", hub.File("wrong.txt", "Why?\nchoice: One? | only"), "--title", "T", "--until", "2099-12-31");
        var single = await hub.Terminal.RunAsync("survey", "create", "verbs-wrong", hub.File("single.txt", "choice: One? | only"), "--title", "T", "--until", "2099-12-31");

        Assert.Contains("\"Why?\" is no question.", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("SURVEY_FIELD", single.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await hub.Terminal.RunAsync("survey", "create", "verbs-wrong", hub.File("s.txt", "text: Why?"), "--title", "T", "--until", "soon")).Code);
        Assert.Contains("there is no such survey", (await hub.Terminal.RunAsync("survey", "show", "verbs-wrong")).Error, StringComparison.Ordinal);
    }
}

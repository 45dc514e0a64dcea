using IntegrationHub.Acceptance.Tests.Gherkin;

namespace IntegrationHub.Acceptance.Tests.SelfTest;

/// <summary>What the steps of one scenario share.</summary>
public sealed class Notebook
{
    public List<string> Entries { get; } = [];

    public decimal Total { get; set; }
}

[Binding]
public sealed class NotebookSteps(Notebook notebook)
{
    [Given("an empty notebook")]
    [Given("一个空的笔记本")]
    public void GivenAnEmptyNotebook() => Assert.DoesNotContain(notebook.Entries, entry => entry != "by the hook");

    [Given("the entry {string}")]
    [When("I write {string}")]
    [When("我写下{string}")]
    public async Task WriteAsync(string text)
    {
        await Task.Yield();
        notebook.Entries.Add(text);
    }

    [When(@"^I write (\d+) entries at ([\d.]+) each$")]
    public void WriteAtPrice(int count, decimal price) => notebook.Total = count * price;

    [When("I write these")]
    public void WriteThese(DataTable table) => notebook.Entries.AddRange(table.Rows.OrderBy(row => int.Parse(row["page"])).Select(row => row["text"]));

    [When("I append")]
    public void Append(string document) => notebook.Entries.Add(document);

    [BeforeScenario("tagged")]
    public void AddOne() => notebook.Entries.Add("by the hook");
}

[Binding]
public sealed class NotebookOutcomes(Notebook notebook, ScenarioContext context)
{
    [Then("the notebook has {int} entry/entries")]
    [Then("笔记本有{int}条记录")]
    public void ThenItHas(int count)
    {
        context.WriteLine($"{notebook.Entries.Count} in all");
        Assert.Equal(count, notebook.Entries.Count);
    }

    [Then("it contains {string}")]
    public void ThenItContains(string text) => Assert.Contains(text, notebook.Entries);

    [Then("it does not contain {string}")]
    public void ThenItDoesNotContain(string text) => Assert.DoesNotContain(text, notebook.Entries);

    [Then("the total is {decimal}")]
    public void ThenTheTotalIs(decimal total) => Assert.Equal(total, notebook.Total);
}

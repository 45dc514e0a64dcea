using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Portal.Pages.Tasks;

/// <summary>What somebody who decides has before his eyes. Its digest goes into the form, and the answer counts only while it is still the same.</summary>
/// <param name="Facts">What the case carries, and what the task was given.</param>
/// <param name="Documents">The texts that it is about, whole.</param>
/// <param name="MissingDocuments">What the case names and could not be shown to this person.</param>
public sealed record TaskSheet(AskedTask Asked, ContextValue Facts, IReadOnlyList<CaseDocument> Documents, IReadOnlyList<string> MissingDocuments)
{
    public TaskRow Task => Asked.Task;

    public UserTask Node => Asked.Node;

    public string Address => $"/tasks/{Task.Instance:D}/{Task.Token}";

    /// <summary>SHA-256 over task, facts and texts, lower hexadecimal digits.</summary>
    public string Digest { get; } = DigestOf(Asked, Facts, Documents);

    /// <summary>For the step that decides: compared with the state that it changes, and kept in its history.</summary>
    /// <param name="act">Digest of what was confirmed with the factors; <c>null</c> where none were asked for.</param>
    public ShownTask Shown(string? act) => new(
        string.Join(' ', [$"shown={Digest}", .. act is null ? Array.Empty<string>() : [ShownTask.Confirmed + act], .. Documents.Select(static document => $"text={document.Digest}")]),
        row => DigestOf(Asked, FactsOf(row, Task), Documents) == Digest);

    /// <summary>What a case carries, and what the task was given.</summary>
    public static ContextValue FactsOf(InstanceRow row, TaskRow task) => row.State.Variables.With(task.Inputs);

    /// <summary>The digest that the form asks for, where the text it is of stands on the page: nobody types it.</summary>
    public string? SignedDigest => Documents.Count == 1 ? Documents[0].Digest : null;

    /// <summary>Whether it signs or approves, so that the person is asked for the factors again.</summary>
    public bool NeedsConfirmation => Asked.Decides;

    /// <summary>Nobody signs or approves what he has not seen: without every text there is no form.</summary>
    public bool IsShown => !NeedsConfirmation || MissingDocuments.Count == 0;

    private static string DigestOf(AskedTask asked, ContextValue facts, IReadOnlyList<CaseDocument> documents)
    {
        var text = JsonSerializer.Serialize(new
        {
            asked.Task.Instance, asked.Task.Token, asked.Task.Node, asked.Task.Definition.Process, asked.Task.Definition.Version, Facts = ValueJson.Write(facts),
            Documents = documents.Select(static document => new { document.Name, document.Digest }),
        });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}

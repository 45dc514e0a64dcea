using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes.Deciding;

/// <summary>What somebody who decides has before the eyes, on a page or by a call. Its digest goes with the answer, and the answer counts only while it is still the same.</summary>
/// <param name="Asked">The task.</param>
/// <param name="Facts">What the case carries, and what the task was given.</param>
/// <param name="Documents">The texts that it is about, whole.</param>
/// <param name="MissingDocuments">What the case names and could not be shown to this person.</param>
public sealed record TaskSheet(AskedTask Asked, ContextValue Facts, IReadOnlyList<CaseDocument> Documents, IReadOnlyList<string> MissingDocuments)
{
    /// <summary>What is to be decided cannot be shown to who would decide it.</summary>
    public const string NotShown = "TASK_NOT_SHOWN";

    public TaskRow Task => Asked.Task;

    public UserTask Node => Asked.Node;

    /// <summary>The page of the task.</summary>
    public string Address => $"/tasks/{Task.Instance:D}/{Task.Token}";

    /// <summary>SHA-256 over task, facts and texts, lower hexadecimal digits.</summary>
    public string Digest { get; } = DigestOf(Asked, Facts, Documents);

    /// <summary>The digest that the form asks for, where the text it is of is shown: nobody types it.</summary>
    public string? SignedDigest => Documents.Count == 1 ? Documents[0].Digest : null;

    /// <summary>Whether it signs or approves, so that the person is asked for the factors again.</summary>
    public bool NeedsConfirmation => Asked.Decides;

    /// <summary>Nobody signs or approves what he has not seen: without every text it is not answered.</summary>
    public bool IsShown => !NeedsConfirmation || MissingDocuments.Count == 0;

    /// <summary>What a case carries, and what the task was given.</summary>
    public static ContextValue FactsOf(InstanceRow row, TaskRow task) => row.State.Variables.With(task.Inputs);

    /// <summary>Why an answer is no answer to this: it could not be shown, or it is not what was shown. Null where neither.</summary>
    /// <param name="shown">Digest of what was shown, as the answer brings it.</param>
    /// <param name="signed">Digest of the text, where the answer brings one.</param>
    public Finding? WhyNot(string? shown, string? signed) =>
        !IsShown ? new Finding(NotShown, "", "", 0, "What is to be decided cannot be shown.", "Ask for the right to see it, or look whether it is there.")
        : shown != Digest || (SignedDigest is { } digest && signed is not null && signed != digest) ? new Finding(ProcessEngine.TaskChanged, "", "", 0, "What this is about has changed since it was shown.", "Read it again.")
        : null;

    /// <summary>What is decided in a few words, for the message with the code: the name of the chosen answer, in the words of the definition.</summary>
    /// <param name="decision">Value of the form's field <c>decision</c>; null where it has none.</param>
    public string ChosenOf(string? decision) =>
        Node.Form.Fields.FirstOrDefault(static field => field.Name == "decision")?.Choices.FirstOrDefault(choice => choice.Value == decision)?.Label ?? Task.Name;

    /// <summary>Digest of an answer to this, for the confirmation of a call: SHA-256 over <see cref="Digest"/> and the values, lower hexadecimal digits.</summary>
    public string ActOf(ContextValue answer) => Hex(JsonSerializer.Serialize(new { Address, Shown = Digest, Answer = ValueJson.Write(answer) }));

    /// <summary>For the step that decides: compared with the state that it changes, and kept in its history.</summary>
    /// <param name="act">Digest of what was confirmed with the factors; <c>null</c> where none were asked for.</param>
    public ShownTask Shown(string? act) => new(
        string.Join(' ', [$"shown={Digest}", .. act is null ? Array.Empty<string>() : [ShownTask.Confirmed + act], .. Documents.Select(static document => $"text={document.Digest}")]),
        row => DigestOf(Asked, FactsOf(row, Task), Documents) == Digest);

    private static string DigestOf(AskedTask asked, ContextValue facts, IReadOnlyList<CaseDocument> documents) => Hex(JsonSerializer.Serialize(new
    {
        asked.Task.Instance, asked.Task.Token, asked.Task.Node, asked.Task.Definition.Process, asked.Task.Definition.Version, Facts = ValueJson.Write(facts),
        Documents = documents.Select(static document => new { document.Name, document.Digest }),
    }));

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

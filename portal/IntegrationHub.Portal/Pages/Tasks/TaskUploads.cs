using System.Security.Cryptography;
using IntegrationHub.Identity;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Workflows.Forms;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Portal.Pages.Tasks;

/// <summary>Files that answer a form. They are archived, sealed like documents; the process carries their ids.</summary>
internal sealed class TaskUploads(SentFiles kept, IDataProtectionProvider protection)
{
    /// <summary>Octets of one file.</summary>
    public const int MostBytes = SentFiles.MostBytes;

    /// <summary>Octets of a form with its files.</summary>
    public const long MostRequestBytes = MostBytes + (256 * 1024);

    /// <summary>Octets of one answer that is typed.</summary>
    public const int MostValueBytes = 64 * 1024;

    /// <summary>Forms taken in at once, and more that wait: each is held in memory.</summary>
    public const int MostAtOnce = SentFiles.MostAtOnce;
    public const int MostWaiting = 32;

    public const string LimiterName = "uploads";

    private readonly IDataProtector _receipts = protection.CreateProtector("task-upload");

    /// <summary>The files that were sent for the fields of the form; nothing is kept of them yet.</summary>
    public static IReadOnlyDictionary<string, IFormFile> Sent(FormSchema form, IFormCollection posted) => form.Fields
        .Where(static field => field.Type == FieldType.Attachment)
        .Select(field => (field.Name, File: posted.Files.GetFile(TaskForm.Prefix + field.Name)))
        .Where(static one => one.File is { FileName.Length: > 0 })
        .ToDictionary(static one => one.Name, static one => one.File!, StringComparer.Ordinal);

    /// <summary>Whether a file may be taken.</summary>
    public static bool Fits(IFormFile file) => file.Length is > 0 and <= MostBytes;

    /// <summary>Archives files that may be taken: by field the receipt that comes again in later steps of the same form. Called when everything else is right.</summary>
    public async Task TakeAsync(IReadOnlyDictionary<string, IFormFile> files, Dictionary<string, string> texts, SignedIn who, CancellationToken cancellationToken)
    {
        foreach (var (field, file) in files)
            texts[field] = _receipts.Protect($"{who.Session:N}{await kept.KeepAsync(who.Account, await file.OctetsAsync(cancellationToken), cancellationToken):D}");
    }

    /// <summary>The ids behind receipts, in place of them: nobody names a file that he did not send in this session.</summary>
    public Dictionary<string, string> Resolve(FormSchema form, IReadOnlyDictionary<string, string> texts, SignedIn who)
    {
        var resolved = new Dictionary<string, string>(texts, StringComparer.Ordinal);
        foreach (var field in form.Fields.Where(static field => field.Type == FieldType.Attachment))
        {
            if (resolved.GetValueOrDefault(field.Name) is { Length: > 0 } receipt)
                resolved[field.Name] = IdOf(receipt, who) ?? "not a receipt";
        }

        return resolved;
    }

    private string? IdOf(string receipt, SignedIn who)
    {
        try
        {
            var text = _receipts.Unprotect(receipt);
            return text.StartsWith(who.Session.ToString("N"), StringComparison.Ordinal) ? text[32..] : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
